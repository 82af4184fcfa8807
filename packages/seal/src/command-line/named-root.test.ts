import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NamedRoot, namedRoot } from './named-root.ts';

const hex = 'c0ffee01'.repeat(16);
const other = 'c0ffee02'.repeat(16);
const short = 'c0ffee01'.repeat(8);
const seal = { parameter: 'composefs', digest: hex, optional: false } as const;

test.each<[string, string, NamedRoot]>([
  ['one word names the root', `quiet composefs=${hex} rw`, { kind: 'root', seal, isRead: true }],
  ['the same word twice does', `composefs=${hex} composefs=${hex.toUpperCase()}`, { kind: 'root', seal, isRead: true }],
  [
    'a word with the format does, and bootc in an initramfs does not wait for it',
    `composefs.digest=v1-sha512-12:${hex}`,
    { kind: 'root', seal: { ...seal, parameter: 'composefs.digest', format: 'v1' }, isRead: false },
  ],
  [
    'a word with the format does, next to one that bootc waits for',
    `composefs=${hex} composefs.digest=v1-sha512-12:${hex}`,
    { kind: 'root', seal: { ...seal, parameter: 'composefs.digest', format: 'v1' }, isRead: true },
  ],
  [
    'a word of SHA-256 is left aside',
    `composefs.digest=v1-sha256-12:${short} composefs=${hex}`,
    { kind: 'root', seal, isRead: true },
  ],
  [
    'a question mark makes it optional',
    `composefs=?${hex}`,
    { kind: 'root', seal: { ...seal, optional: true }, isRead: true },
  ],
  ['no word names none', 'root=UUID=1 rw xcomposefs=1', { kind: 'none' }],
  ['a word of SHA-256 alone names none', `composefs.digest=v1-sha256-12:${short}`, { kind: 'none' }],
])('%s', (_, commandLine, root) => {
  expect(namedRoot(commandLine)).toEqual(root);
});

describe('a word that ends the boot is broken', () => {
  test.each([
    'composefs=zz',
    'composefs=',
    `composefs=${hex}00`,
    `composefs=${hex}\u0000`,
    `composefs=??${hex}`,
    `composefs.digest=${hex}`,
    `composefs.digest=v3-sha512-12:${hex}`,
    `composefs.digest=v1-sha512-16:${hex}`,
    `composefs.digest=v1-sha512-12:${short}`,
    `composefs.digest=v1-sha512-12:?${hex}`,
  ])('%s', (word) => {
    expect(namedRoot(`quiet ${word} rw`)).toMatchObject({ kind: word.includes('\u0000') ? 'contradictory' : 'broken' });
  });
});

describe('words that do not agree are contradictory', () => {
  test.each([
    `composefs=zz composefs=${hex}`,
    `composefs=${hex} composefs=zz`,
    `composefs=${hex} composefs=${other}`,
    `composefs=${hex} composefs=?${hex}`,
    `composefs.digest=v1-sha512-12:${hex} composefs.digest=v2-sha512-12:${hex}`,
    `composefs.digest=v1-sha512-12:${hex} composefs.digest=v2-sha512-12:${other}`,
    `composefs=${hex} composefs.digest=v1-sha512-12:${other}`,
    `"composefs=${other}" composefs=${hex}`,
    `'composefs=${other}' composefs=${hex}`,
    `"a composefs=${other}" composefs=${hex}`,
    `"composefs=${hex}"`,
    `x=\u000bcomposefs=${other} composefs=${hex}`,
    `x\u0000composefs=${other} composefs=${hex}`,
    `composefs composefs=${hex}`,
  ])('%s', (commandLine) => {
    expect(namedRoot(commandLine).kind).toBe('contradictory');
  });
});

test('whatever is around a digest, a root is named only where every word about it names that one', () => {
  const piece = fc.constantFrom(
    'composefs',
    '.digest',
    '=',
    '?',
    'v1-sha512-12:',
    'v2-sha512-12:',
    hex,
    other,
    ' ',
    '"',
    "'",
    '\\',
    '\t',
    '\u000b',
    '\u0000',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.array(piece, { maxLength: 12 }), (before, after) => {
      const line = `${before.join('')} composefs=${hex} ${after.join('')}`;
      const found = namedRoot(line);
      if (found.kind !== 'root') return;
      // A word about the root begins so for whoever splits the line, with quotes or without.
      const words = line
        .replace(/["'\\]/g, '')
        .split(/[^!-~]+/)
        .filter((word) => /^composefs(?:\.digest)?(?:=|$)/.test(word));
      expect(found.seal).toMatchObject({ digest: hex, optional: false });
      expect(
        words.filter((word) => !/^composefs(?:\.digest=v1-sha512-12:|=)/.test(word) || !word.endsWith(hex)),
      ).toEqual([]);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 1000) },
  );
});
