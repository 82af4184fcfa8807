import { atOnce, TarReader, WorkBudget, workLimits } from '@bootwright/archive';
import { FileContexts, substitutionsOf } from '@bootwright/file-contexts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paxHeader, type WrittenEntry, writeTar } from '../../archive/testing/tar.ts';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { LayerTree } from './layers/layer-tree.ts';

const rules = (count: number, expression: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `${expression(index)} system_u:object_r:t${index}:s0\n`).join('');

const contextsOf = (text: string, budget = new WorkBudget()) =>
  atOnce(FileContexts.of([{ name: 'file_contexts', text }], budget));

describe('the rules of an SELinux policy', () => {
  test('a large policy of usual rules costs a part of what an image may', () => {
    const budget = new WorkBudget();
    budget.store(100 * 1024 * 1024);
    const contexts = contextsOf(
      rules(7000, (index) => `/usr/lib/d${index}(/.*)?`),
      budget,
    );
    expect(contexts.contextOf('/usr/lib/d12/file', '-')).toBe('system_u:object_r:t12:s0');
    expect(budget.spent('pattern size')).toBeLessThan(workLimits['pattern size'].most / 2);
  });

  test('many expressions that repeat very often are rejected before they are compiled', () => {
    const text = rules(2000, () => '/a.{0,999}b.{0,999}c');
    expect(outcomeOf(() => contextsOf(text))).toEqual({
      fault: 'image/too-large',
      message:
        'the image has more than 400000 characters in the rules of its SELinux policy, repeats counted, too many for what it stores',
    });
  });

  test('many short expressions in an image that stores little are rejected before all are compiled', () => {
    const budget = new WorkBudget();
    budget.store(1024 * 1024);
    expect(
      outcomeOf(() =>
        contextsOf(
          rules(60_000, (index) => `/x${index}.`),
          budget,
        ),
      ),
    ).toEqual({
      fault: 'image/too-large',
      message:
        'the image has more than 531072 characters in the rules of its SELinux policy, repeats counted, too many for what it stores',
    });
  });

  test('lines without rules cost nothing, however many they are', () => {
    const budget = new WorkBudget();
    const contexts = contextsOf(`${'\n'.repeat(1_000_000)}#a b c d\n \n/x a:b:c:s0\n`, budget);
    expect(contexts.contextOf('/x', '-')).toBe('a:b:c:s0');
    expect(budget.spent('pattern size')).toBe(2);
  });

  test('a line of more than 128 KiB is rejected before it is split into words', () => {
    const long = 'a '.repeat(64 * 1024);
    const outcome = (text: string) => outcomeOf(() => contextsOf(text));
    expect(outcome(`\n${long}b`)).toEqual({
      fault: 'composefs/not-computed',
      message: expect.stringMatching(
        /its SELinux policy has a line of more than 131072 characters, line 2 of file_contexts/,
      ),
    });
    expect(outcome(`#${long}\n/x a:b:c:s0`)).not.toHaveProperty('fault');
  });

  test('substitutions are charged one by one', () => {
    const texts = [{ name: 'file_contexts.subs', text: '/a /b\n'.repeat(200_000) }];
    expect(outcomeOf(() => atOnce(substitutionsOf(texts, new WorkBudget())))).toEqual({
      fault: 'image/too-large',
      message:
        'the image has more than 400000 characters in the rules of its SELinux policy, repeats counted, too many for what it stores',
    });
    expect(atOnce(substitutionsOf([{ name: 'a', text: '#\n/a /b\n /a\t/c' }], new WorkBudget()))).toEqual(
      new Map([['/a', '/c']]),
    );
  });

  test('each path is labelled once, however often it is asked for', () => {
    const budget = new WorkBudget();
    const contexts = contextsOf(
      rules(100, (index) => `/.*x${index}`),
      budget,
    );
    contexts.contextOf('/a', '-');
    const once = budget.spent('pattern steps');
    for (let count = 0; count < 1000; count++) contexts.contextOf('/a', '-');
    expect(once).toBeGreaterThan(0);
    expect(budget.spent('pattern steps')).toBe(once);
  });

  test('many rules for many paths are bounded', () => {
    const contexts = contextsOf(rules(4000, (index) => `/.*(a|b)*x${index}`));
    const all = () => {
      for (let index = 0; index < 100_000; index++) contexts.contextOf(`/${index}${'ab'.repeat(100)}`, '-');
    };
    expect(outcomeOf(all)).toEqual({
      fault: 'image/too-large',
      message: 'the image has more than 50000000 steps to label its files, too many for what it stores',
    });
  });

  test('a rule that takes too long is named', () => {
    const contexts = contextsOf(`# for names of letters\n${rules(50, () => '/(?=a)(a+)+$$b')}`);
    expect(outcomeOf(() => contexts.contextOf(`/${'a'.repeat(60)}`, '-'))).toEqual({
      fault: 'composefs/not-computed',
      message:
        'its composefs digest is not computed: a rule of its SELinux policy is not verified (it takes too long): "/(?=a)(a+)+$$b", line 51 of file_contexts',
    });
  });

  test('what look-around costs is the same on every machine', () => {
    const budget = new WorkBudget();
    const contexts = contextsOf('/(?=a)(a+)+b x\n', budget);
    expect(outcomeOf(() => contexts.contextOf(`/${'a'.repeat(10)}`, '-'))).not.toHaveProperty('fault');
    expect(budget.spent('look-around')).toBe(13_808);
  });

  test('look-around is given up once all rules of the image had their steps', () => {
    const budget = new WorkBudget();
    const contexts = contextsOf('/(?=a)a x\n', budget);
    expect(outcomeOf(() => contexts.contextOf('/a', '-'))).toEqual({ value: 'x' });
    budget.spend('look-around', budget.left('look-around'));
    expect(outcomeOf(() => contexts.contextOf('/aa', '-'))).toMatchObject({ fault: 'composefs/not-computed' });
  });

  test('a label longer than SELinux keeps is a limit of this program', () => {
    expect(outcomeOf(() => contextsOf(`/a ${'x'.repeat(70_000)}\n`))).toEqual({
      fault: 'composefs/not-computed',
      message:
        'its composefs digest is not computed: a rule of its SELinux policy gives a label of more than 4096 bytes, line 1 of file_contexts',
    });
  });

  test('any rules and any path cost no more than the budget', () => {
    const piece = fc.constantFrom(
      '/',
      'a',
      '.',
      '*',
      '+',
      '(',
      ')',
      '|',
      '{0,99}',
      '{9}',
      '[a-z]',
      '(?=a)',
      '\\1',
      '^',
    );
    const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 12 }), { maxLength: 5 }), (list) => {
        const budget = new WorkBudget();
        outcomeOf(() => {
          const contexts = contextsOf(
            rules(list.length, (index) => `/${(list[index] ?? []).join('')}`),
            budget,
          );
          for (const path of ['/a', '/aaaa/b', `/${'a'.repeat(100)}`]) contexts.contextOf(path, '-');
        });
        expect(budget.spent('pattern size')).toBeLessThanOrEqual(100_000_000);
        expect(budget.spent('look-around')).toBeLessThanOrEqual(workLimits['look-around'].most);
      }),
      { numRuns },
    );
  });
});

describe('numbers of a layer that EROFS or this program has no room for are faults', () => {
  const read = (entries: readonly WrittenEntry[], budget = new WorkBudget()) =>
    outcomeOf(() => {
      const tree = new LayerTree({ algorithm: 'sha512', budget });
      const reader = new TarReader(tree, 'layer 1', budget);
      reader.push(writeTar(entries));
      reader.finish();
    });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['an owner below 0', { uid: '-1' }, 'image/tar'],
    ['a group below 0', { gid: '-1' }, 'image/tar'],
    ['an owner in hexadecimal', { uid: '0x10' }, 'image/tar'],
    ['an owner beyond all measure', { uid: '99999999999999999999' }, 'image/tar'],
    ['a value of 65,536 bytes', { 'SCHILY.xattr.user.a': 'x'.repeat(65_536) }, 'composefs/not-computed'],
    [
      'values of 70,000 bytes',
      { 'SCHILY.xattr.user.a': 'x'.repeat(35_000), 'SCHILY.xattr.user.b': 'x'.repeat(35_000) },
      'composefs/not-computed',
    ],
    [
      'a name of an attribute of 300 bytes',
      { [`SCHILY.xattr.user.${'a'.repeat(300)}`]: 'x' },
      'composefs/not-computed',
    ],
    ['a link of 4,096 bytes', { linkpath: 'a'.repeat(4096) }, 'composefs/not-computed'],
    ['a path of 501 names', { path: 'a/'.repeat(500).concat('a') }, 'composefs/not-computed'],
    ['a name of 256 bytes', { path: 'a'.repeat(256) }, 'composefs/not-computed'],
  ])('%s', (_, records, fault) => {
    const entry = 'linkpath' in records ? { name: 'a', type: '2' } : { name: 'a', content: 'x' };
    expect(read([paxHeader(records), entry])).toMatchObject({ fault });
  });

  test('attributes of all files together are bounded', () => {
    const entry = [paxHeader({ 'SCHILY.xattr.user.a': 'x'.repeat(60_000) }), { name: 'a', content: 'x' }];
    const entries = Array.from({ length: 200 }, () => entry).flat();
    expect(read(entries)).toEqual({
      fault: 'image/too-large',
      message: 'the image has more than 4194304 bytes of extended attributes, too many for what it stores',
    });
  });

  test('files of the policy are kept up to a bound for all of them', () => {
    const content = Buffer.alloc(9 * 1024 * 1024);
    const entries = ['a', 'b', 'c', 'd'].map((name) => ({
      name: `etc/selinux/file_contexts.${name}`,
      content,
    }));
    expect(read([{ name: 'etc', type: '5' }, { name: 'etc/selinux', type: '5' }, ...entries])).toEqual({
      fault: 'image/too-large',
      message: 'the image has more than 33554432 bytes in /etc/selinux and in boot loader entries',
    });
  });
});
