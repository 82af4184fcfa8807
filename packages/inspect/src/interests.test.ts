import { expect, test } from 'vitest';
import { interestFinder } from './interests.ts';

const keepAt = interestFinder([
  { pattern: 'boot/a/*.efi', keep: 'head' },
  { pattern: 'boot/A/**/*.efi', keep: 'sections', ignoreCase: true },
  { pattern: 'usr/*/**/x/*.efi', keep: 'text' },
]);

test.each<[string, string | undefined]>([
  ['boot/a/b.efi', 'head'],
  ['boot/A/b.efi', 'sections'],
  ['BOOT/a/B.EFI', 'sections'],
  ['boot/a/b/c/d.Efi', 'sections'],
  ['boot/a', undefined],
  ['boot/ab/c.efi', undefined],
  ['boot/b.efi', undefined],
  ['usr/a/x/b.efi', 'text'],
  ['usr/a/b/c/x/b.efi', 'text'],
  ['usr/x/b.efi', undefined],
  ['usr/a/b.efi', undefined],
  ['usr/a/X/b.efi', undefined],
])('a path %s is kept as %s', (path, keep) => {
  expect(keepAt(path)).toBe(keep);
});

test('a path of a million directories is compared once', () => {
  const path = `boot/a/${'b/'.repeat(1_000_000)}`;
  expect(keepAt(`${path}c.efi`)).toBe('sections');
  expect(keepAt(`${path}c`)).toBeUndefined();
});
