import { expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { paxHeader, type WrittenEntry, writeTar } from '../../testing/tar.ts';
import type { TarAttributes } from './tar-entry.ts';
import { TarReader } from './tar-reader.ts';

/** What is said of the one entry of an archive. */
function attributesOf(entries: readonly WrittenEntry[]): Partial<TarAttributes> & { readonly ambiguity?: string } {
  const found: (Partial<TarAttributes> & { readonly ambiguity?: string })[] = [];
  const reader = new TarReader(
    {
      entry: ({ ambiguity, attributes }) => {
        found.push({ ...attributes(), ...(ambiguity === undefined ? {} : { ambiguity }) });
        return false;
      },
      content: () => {},
      end: () => {},
    },
    'layer 1',
  );
  reader.push(writeTar(entries));
  reader.finish();
  return found[0] ?? {};
}

const put = (offset: number, bytes: string) => (block: Buffer) => void block.write(bytes, offset, 'latin1');
const mtime = (...values: readonly string[]): WrittenEntry => ({
  name: 'x',
  type: 'x',
  content: values.map((value) => `${value.length + 10} mtime=${value}\n`).join(''),
});

test.each<readonly [what: string, entries: readonly WrittenEntry[], gives: Partial<TarAttributes>]>([
  [
    'a time in base 256 before 1970',
    [{ name: 'a', patch: put(136, '\xff'.repeat(12)) }],
    { seconds: -1n, nanoseconds: 0, hasMinus: false },
  ],
  [
    'an owner in base 256, of which 32 bits count',
    [{ name: 'a', patch: put(108, '\x80\0\0\x01\0\0\0\x07') }],
    { uid: 7 },
  ],
  ['a number up to the first NUL', [{ name: 'a', patch: put(116, '\x000000007') }], { gid: 0 }],
  ['blanks and a plus around digits', [{ name: 'a', patch: put(100, '\v +644\t ') }], { mode: 0o644 }],
  ['a plus in a record', [paxHeader({ uid: '+5' }), { name: 'a' }], { uid: 5 }],
  [
    'an owner of 64 bits in a record',
    [paxHeader({ gid: '18446744073709551615' }), { name: 'a' }],
    { gid: 2 ** 32 - 1 },
  ],
  [
    'a time of 64 bits in a record',
    [paxHeader({ mtime: '18446744073709551615.5' }), { name: 'a' }],
    { seconds: -1n, nanoseconds: 5e8 },
  ],
  [
    'no nanoseconds of places that are not digits',
    [paxHeader({ mtime: '1700000000.5x' }), { name: 'a' }],
    { seconds: 1_700_000_000n, nanoseconds: 0 },
  ],
  [
    'the seconds of the last time, the nanoseconds of the first',
    [mtime('1000000001.25', '1000000002.5'), { name: 'a' }],
    { seconds: 1_000_000_002n, nanoseconds: 25e7 },
  ],
  ['a minus as such', [paxHeader({ mtime: '-0' }), { name: 'a' }], { seconds: 0n, hasMinus: true }],
  [
    'the numbers of a device',
    [{ name: 'a', type: '3', patch: put(329, '0000010\x000000377\0') }],
    { devices: { major: 8, minor: 255 } },
  ],
])("bootc's reader takes %s", (_, entries, gives) => {
  expect(attributesOf(entries)).toMatchObject(gives);
});

test('a header of the old form has no numbers of devices', () => {
  expect(attributesOf([{ name: 'a', type: '3', patch: put(257, '\0'.repeat(8)) }]).devices).toBeUndefined();
});

test.each<readonly [what: string, entries: readonly WrittenEntry[], message: string]>([
  ['an owner with a minus', [paxHeader({ uid: '-1' }), { name: 'a' }], 'an owner is not a number'],
  ['a time without digits before the dot', [paxHeader({ mtime: '.5' }), { name: 'a' }], 'a time is not a number'],
  ['a time beyond 64 bits', [paxHeader({ mtime: '18446744073709551616' }), { name: 'a' }], 'a time is not a number'],
  [
    'a device in base 256, whatever the entry is',
    [{ name: 'a', patch: put(329, '\x80\0\0\0\0\0\0\x01') }],
    'the number of a device is not octal',
  ],
  [
    'a key that is not UTF-8',
    [{ name: 'x', type: 'x', content: Buffer.from('5 \xff=\n', 'latin1') }, { name: 'a' }],
    'an extended header (pax) has a key that is not UTF-8',
  ],
])("bootc's reader rejects %s", (_, entries, message) => {
  expect(outcomeOf(() => attributesOf(entries))).toEqual({
    fault: 'image/tar',
    message: `layer 1 is a broken tar archive: ${message}`,
  });
});

test.each<readonly [what: string, entry: readonly WrittenEntry[], ambiguity: string | undefined]>([
  ['a size behind a NUL', [{ name: 'a', patch: put(124, '\x000000000001') }], 'has a size that both read otherwise'],
  ['the version of a sparse file without its rest', [paxHeader({ 'GNU.sparse.major': '1' }), { name: 'a' }], undefined],
  [
    'the name of a sparse file for a plain one',
    [paxHeader({ 'GNU.sparse.name': 'b' }), { name: 'a' }],
    'has records of a sparse file that only one of both takes for one',
  ],
  [
    'a sparse file without a map',
    [paxHeader({ 'GNU.sparse.major': '0', 'GNU.sparse.minor': '1' }), { name: 'a' }],
    'has records of a sparse file that only one of both takes for one',
  ],
])('an entry that runtimes and bootc read otherwise is named: %s', (_, entries, ambiguity) => {
  expect(attributesOf(entries).ambiguity).toBe(ambiguity);
});
