import { expect, test } from 'vitest';
import { paxHeader, type WrittenEntry, writeTar } from '../../testing/tar.ts';
import { TarReader } from './tar-reader.ts';

const oldForm = (block: Buffer) => block.fill(0, 257, 265);
const withPrefix = (block: Buffer) => block.write('usr', 345, 'latin1');
const withVersion = (version: string) => (block: Buffer) => {
  withPrefix(block);
  block.write(version, 263, 'latin1');
};

const ofStar = (block: Buffer) => {
  withPrefix(block);
  block.write('tar\0', 508, 'latin1');
};

/** The last entry's ambiguity. */
function ambiguity(entries: readonly WrittenEntry[]): string | undefined {
  let found: string | undefined;
  const reader = new TarReader(
    {
      entry: (entry) => {
        found = entry.ambiguity;
        return false;
      },
      content: () => {},
      end: () => {},
    },
    'layer 1',
  );
  reader.push(writeTar(entries));
  reader.finish();
  return found;
}

test.each<[string, readonly WrittenEntry[], string | undefined]>([
  ['a plain file means the same to all readers', [{ name: 'a', content: 'x' }], undefined],
  ['a name in an extended header does', [paxHeader({ path: 'b' }), { name: 'a' }], undefined],
  ['a global header before all others does', [paxHeader({ a: 'b' }, 'g'), { name: 'a' }], undefined],
  [
    'several global headers before all others do',
    [paxHeader({ a: 'b' }, 'g'), paxHeader({ a: 'c' }, 'g'), paxHeader({ path: 'b' }), { name: 'a' }],
    undefined,
  ],
  ['a long name does', [{ name: 'x', type: 'L', content: 'b\0' }, { name: 'a' }], undefined],
  ['a prefix of ustar does', [{ name: 'a', patch: withPrefix }], undefined],
  [
    'a long name before an extended header does not',
    [{ name: 'x', type: 'L', content: 'b\0' }, paxHeader({ path: 'c' }), { name: 'a' }],
    'has its name or target in a long name and in an extended header',
  ],
  [
    'two extended headers do not',
    [paxHeader({ mtime: '1' }), paxHeader({ path: 'c' }), { name: 'a' }],
    'has several extended headers of one kind',
  ],
  [
    'a global header after its own does not',
    [paxHeader({ path: 'c' }), paxHeader({ a: 'b' }, 'g'), { name: 'a' }],
    'has a global header between its own and itself',
  ],
  [
    'an extended header of the old form does not',
    [{ ...paxHeader({ path: 'c' }), patch: oldForm }, { name: 'a' }],
    'has an extended header of the old form',
  ],
  [
    'a hard link with a size does not',
    [{ name: 'a', type: '1', target: 'b', size: 512 }],
    'is not a file and has content',
  ],
  [
    'a link whose size is in an extended header does not',
    [paxHeader({ size: '512' }), { name: 'a', type: '2', target: 'b' }],
    'is not a file and has content',
  ],
  ['a file that is called a directory does not', [{ name: 'a/' }], 'is a file with the name of a directory'],
  ['an entry without a name does not', [{ name: '', type: '5' }], 'has no name'],
  [
    'a prefix of another version of ustar does not',
    [{ name: 'a', patch: withVersion('  ') }],
    'has a header of another version with a prefix',
  ],
  [
    "a prefix in a header of Schilling's star does not",
    [{ name: 'a', patch: ofStar }],
    'has a header of another version with a prefix',
  ],
])('%s', (_, entries, expected) => {
  expect(ambiguity(entries)).toBe(expected);
});
