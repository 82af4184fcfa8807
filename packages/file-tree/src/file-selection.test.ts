import { expect, test } from 'vitest';
import { type PieceSelection, type ReadMode, readModeFinder } from './file-selection.ts';

const bootSections: PieceSelection = { name: 'sections', pieces: () => [][Symbol.iterator]() as never };

const modeAt = readModeFinder([
  { pattern: 'boot/a/*.efi', mode: 'head' },
  { pattern: 'boot/A/**/*.efi', mode: bootSections, ignoreCase: true },
  { pattern: 'usr/*/**/x/*.efi', mode: 'text' },
]);

const nameOf = (mode: ReadMode | undefined) => (typeof mode === 'object' ? mode.name : mode);

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
])('reads %s in the mode %s', (path, mode) => {
  expect(nameOf(modeAt(path))).toBe(mode);
});

test('a path of a million directories is compared once', () => {
  const path = `boot/a/${'b/'.repeat(1_000_000)}`;
  expect(modeAt(`${path}c.efi`)).toBe(bootSections);
  expect(modeAt(`${path}c`)).toBeUndefined();
});
