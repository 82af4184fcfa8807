import { atOnce, WorkBudget } from '@bootwright/archive';
import { describe, expect, test } from 'vitest';
import type { Directory, Node } from './root/composefs-tree.ts';
import { noStat } from './root/composefs-tree.ts';
import { PolicyCache } from './root/selinux-labels.ts';
import type { DigestFormat, RootFractions } from './root-digests.ts';
import { composefsDigest, RootDigests } from './root-digests.ts';

const usual: DigestFormat = { version: 1, xattrs: 'capabilities' };
const former: DigestFormat = { version: 2, xattrs: 'capabilities' };
const ofUsers: DigestFormat = { version: 1, xattrs: 'and those of users' };
const formerOfUsers: DigestFormat = { version: 2, xattrs: 'and those of users' };

interface Times {
  readonly boot: number;
  readonly sysroot: number;
  readonly file: number;
}

/** A root with parts of seconds in three times, and a file with an attribute of a user where one is wanted. */
function rootWith({ boot, sysroot, file }: Times, attribute?: string): Directory {
  const directory = (nanoseconds: number, entries: readonly (readonly [string, Node])[] = []): Directory => ({
    stat: { ...noStat, seconds: 9, nanoseconds },
    entries: new Map(entries),
  });
  const xattrs = new Map(attribute === undefined ? [] : [[attribute, Buffer.from('x')] as const]);
  const leaf: Node = {
    stat: { ...noStat, seconds: 7, nanoseconds: file, xattrs },
    content: { kind: 'inline', bytes: Buffer.from('a') },
  };
  return directory(0, [
    ['usr', directory(0, [['f', leaf]])],
    ['boot', directory(boot)],
    ['sysroot', directory(sysroot)],
  ]);
}

const whole: Times = { boot: 0, sysroot: 0, file: 0 };

describe('a digest of a root with other parts of seconds is that of a root that has them', () => {
  const parts: Times = { boot: 1, sysroot: 2, file: 3 };
  test.each<[string, DigestFormat, RootFractions, Times, string]>([
    ['its own', usual, 'as they are', parts, 'user.a'],
    ['others of /boot and /sysroot', usual, { boot: 5, sysroot: 0 }, { ...parts, boot: 5, sysroot: 0 }, 'user.a'],
    ['none', usual, 'none', whole, 'user.a'],
    ['none, with attributes of users', ofUsers, 'none', whole, 'user.a'],
    ['others of /boot, in format 2', former, { boot: 5, sysroot: 2 }, { ...parts, boot: 5 }, 'security.capability'],
  ])('%s', (_, format, fractions, times, attribute) => {
    const digests = new RootDigests(rootWith(parts, attribute), { algorithm: 'sha512' });
    // Whatever was computed before.
    for (const other of [usual, ofUsers, former]) atOnce(digests.digest(other));
    expect(atOnce(digests.digest(format, fractions))).toBe(
      composefsDigest(rootWith(times, attribute), format, 'sha512'),
    );
  });
});

test('ways to the same image are computed once', () => {
  const budget = new WorkBudget();
  const digests = new RootDigests(rootWith(whole), { algorithm: 'sha512', policies: new PolicyCache(budget) });
  const steps = (format: DigestFormat, fractions?: RootFractions) => {
    const before = budget.spent('digest steps');
    atOnce(digests.digest(format, fractions));
    return budget.spent('digest steps') > before ? 'computed' : 'known';
  };
  expect([
    steps(usual),
    steps(ofUsers),
    steps(usual, { boot: 0, sysroot: 0 }),
    steps(usual, 'none'),
    steps(former),
    steps(formerOfUsers),
    steps(usual, { boot: 1, sysroot: 0 }),
    steps(usual, { boot: 1, sysroot: 0 }),
  ]).toEqual(['computed', 'known', 'known', 'known', 'computed', 'known', 'computed', 'known']);
});

test('the policy of a root is applied once for each kind of attributes', () => {
  const text = (content: string): Node => {
    const bytes = Buffer.from(content);
    return { stat: noStat, content: { kind: 'external', size: bytes.length, digest: Buffer.alloc(64), bytes } };
  };
  const folder = (...entries: readonly (readonly [string, Node])[]): Directory => ({
    stat: noStat,
    entries: new Map(entries),
  });
  const files = folder(['file_contexts', text('/.* a:b:c:d\n')], ['file_contexts.subs', text('/x /usr\n')]);
  const policy = folder(['config', text('SELINUXTYPE=p\n')], ['p', folder(['contexts', folder(['files', files])])]);
  const root = rootWith({ ...whole, file: 1 });
  root.entries.set('etc', folder(['selinux', policy]));
  const budget = new WorkBudget();
  const digests = new RootDigests(root, { algorithm: 'sha512', policies: new PolicyCache(budget) });
  atOnce(digests.digest(usual));
  const labelled = budget.spent('pattern size');
  for (const format of [former, ofUsers, formerOfUsers]) atOnce(digests.digest(format));
  for (const boot of [1, 2, 3]) atOnce(digests.digest(usual, { boot, sysroot: 0 }));
  atOnce(digests.digest(usual, 'none'));
  expect([labelled > 0, budget.spent('pattern size')]).toEqual([true, labelled]);
});
