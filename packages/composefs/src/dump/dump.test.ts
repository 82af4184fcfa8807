import { WorkBudget } from '@bootwright/archive';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { erofsDigest } from '../erofs/erofs-digest.ts';
import { encodeDump } from './encode-dump.ts';
import { parseDump } from './parse-dump.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const directory = (path: string, links = 2) => `${path} 0 40755 ${links} 0 0 0 1700000000.0 - - -\n`;
const minimal = [directory('/', 5), directory('/boot'), directory('/sysroot'), directory('/usr')].join('');
const root = directory('/');
const again = (text: string) => [...encodeDump(parseDump(text))].join('');

test('the digest of a dump is the one that composefs gives', () => {
  expect(erofsDigest(parseDump(minimal), 1, 'sha512')).toBe(
    'd9223d5ee30eee88de60d5844a202e261f2b2b1c0a3b0a00f1c02eae90ed6214f7cc9b1181ec241c279bd5e0fe4d11d3f6b7b1e5c7481b8336af624ca21f985f',
  );
});

describe('a dump is read and written as it is, with', () => {
  const digest = 'ab'.repeat(64);
  test.each<[string, string]>([
    ['directories', minimal],
    ['a short file', '/a 2 100644 1 1000 100 0 -2.500000000 - hi -\n'],
    ['an empty file and one that is a dash', '/a 0 100600 1 0 0 0 0.0 - - -\n/b 1 100600 1 0 0 0 0.0 - \\x2d -\n'],
    ['a long file', `/a 65 104755 1 0 0 0 0.0 ab/${digest.slice(2)} - ${digest}\n`],
    ['two names of one file', `/a 0 100644 2 0 0 0 0.0 - - -\n/b 0 @120000 - - - - 0.0 /a - -\n`],
    ['a link', '/a 3 120777 1 0 0 0 0.0 b=c - -\n'],
    [
      'devices, a FIFO and a socket',
      '/a 0 20600 1 0 0 259 0.0 - - -\n/b 0 60600 1 0 0 5 0.0 - - -\n/c 0 10600 1 0 0 0 0.0 - - -\n/d 0 140600 1 0 0 0 0.0 - - -\n',
    ],
    ['escapes', '/a\\x20\\xc3\\n\\\\ 1 100644 1 0 0 0 0.0 - \\x00 - user.a\\x3db=\\x3d\n'],
  ])('%s', (_, lines) => {
    const text = lines.startsWith('/ ') ? lines : `${root}${lines}`;
    expect(again(text)).toBe(text);
  });
});

test('characters beyond ASCII are the bytes of their UTF-8, and never those of another root', () => {
  const written = again(`${root}/é 2 100644 1 0 0 0 0.0 - Ł - user.a=ü\n`);
  expect(written).toBe(`${root}/\\xc3\\xa9 2 100644 1 0 0 0 0.0 - \\xc5\\x81 - user.a=\\xc3\\xbc\n`);
  expect(again(written)).toBe(written);
});

describe('a dump that is not one', () => {
  test.each<[string, string, string]>([
    ['no root', '', 'there is no line for the root "/"'],
    ['the root twice', `${root}${root}`, 'the root comes twice'],
    ['too few fields', '/ 0 40755', 'it has fewer than eleven fields'],
    ['a file as the root', '/ 0 100644 1 0 0 0 0.0 - - -\n', 'the root is not a directory'],
    ['a name before its directory', `${root}/a/b 0 40755 2 0 0 0 0.0 - - -\n`, 'its directory does not come before it'],
    ['a name twice', `${root}${directory('/a')}${directory('/a')}`, 'its path comes twice'],
    ['a name that leads out', `${root}${directory('/a')}${directory('/a/../b')}`, 'invalid path "/a/../b"'],
    ['a link to nothing', `${root}/b 0 @120000 - - - - 0.0 /a - -\n`, 'it links to no file that comes before it'],
    [
      'a link to a directory',
      `${root}${directory('/a')}/b 0 @120000 - - - - 0.0 /a - -\n`,
      'it links to no file that comes before it',
    ],
    ['a mode that is not octal', `${root}/a 0 9 1 0 0 0 0.0 - - -\n`, 'expected a number, got "9"'],
    ['an unknown kind', `${root}/a 0 170000 1 0 0 0 0.0 - - -\n`, 'its mode has an unknown kind of file'],
    [
      'a time without a part of a second',
      `${root}/a 0 100644 1 0 0 0 1 - - -\n`,
      'expected a time such as 1700000000.0, got "1"',
    ],
    [
      'a size of other content',
      `${root}/a 3 100644 1 0 0 0 0.0 - hi -\n`,
      'its content has 2 bytes, and its size is 3',
    ],
    [
      'a digest of another kind',
      `${root}/a 99 100644 1 0 0 0 0.0 a/b - abcd\n`,
      'its digest is not that of fs-verity with SHA-256 or SHA-512',
    ],
    [
      'an owner beyond 32 bits',
      `${root}/a 0 100644 1 4294967296 0 0 0.0 - - -\n`,
      'expected an id of 32 bits, got 4294967296',
    ],
    ['a name with a NUL', `${root}/a\\x00b 0 100644 1 0 0 0 0.0 - - -\n`, 'invalid path "/a\\u0000b"'],
    ['an unknown escape', `${root}/\\q 0 100644 1 0 0 0 0.0 - - -\n`, 'unknown escape "\\q"'],
    [
      'an attribute without a value',
      `${root}/a 0 100644 1 0 0 0 0.0 - - - user.a\n`,
      'an extended attribute has no value',
    ],
    [
      'an attribute twice, once with an escape',
      `${root}/a 0 100644 1 0 0 0 0.0 - - - user.a=b user.\\x61=c\n`,
      'an extended attribute comes twice',
    ],
    ['a link without a target', `${root}/a 0 120777 1 0 0 0 0.0 - - -\n`, 'a symbolic link has no target'],
  ])('%s', (_, text, why) => {
    expect(outcomeOf(() => parseDump(text))).toEqual({ fault: 'composefs/dump', message: `invalid dump: ${why}` });
  });

  test('of as many files as a distribution has', () => {
    const digest = 'ab'.repeat(64);
    const line = (index: number) => `/f${index} 99 100644 1 0 0 0 0.0 ab/${digest.slice(2)} - ${digest} user.a=b\n`;
    const text = `${root}${Array.from({ length: 30_000 }, (_, index) => line(index)).join('')}`;
    const budget = new WorkBudget();
    expect(erofsDigest(parseDump(text, budget), 1, 'sha512', budget)).toMatch(/^[0-9a-f]{128}$/);
  });

  test('whatever text comes, there is a tree or a fault', () => {
    const change = fc.tuple(fc.nat(minimal.length), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
        const text = changes.reduce(
          (sum, [at, part]) => sum.slice(0, at) + part + sum.slice(at + part.length),
          minimal,
        );
        const outcome = outcomeOf(() => parseDump(text));
        if ('value' in outcome)
          expect(again([...encodeDump(outcome.value)].join(''))).toBe([...encodeDump(outcome.value)].join(''));
        else expect(['composefs/dump', 'image/too-large']).toContain(outcome.fault);
      }),
      { numRuns },
    );
  });
});
