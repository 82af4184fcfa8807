import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import type { WrittenEntry } from '../../testing/tar.ts';
import { paxHeader, writeTar } from '../../testing/tar.ts';
import { decodeName } from '../file-name.ts';
import type { TarEntry } from './tar-entry.ts';
import { TarReader } from './tar-reader.ts';

/** Entries as `kind name -> target (size): content`. */
function read(archive: Uint8Array, { portion = archive.length, wanted = true } = {}): readonly string[] {
  const lines: string[] = [];
  let content = '';
  const listener = {
    entry: ({ kind, name, target, size, stored, sparse }: TarEntry) => {
      const link = target.length === 0 ? '' : ` -> ${decodeName(target)}`;
      const hidden = stored === size ? '' : `, ${stored} stored`;
      lines.push(`${kind} ${decodeName(name)}${link} (${size}${hidden}${sparse ? ', sparse' : ''})`);
      return wanted;
    },
    content: (bytes: Uint8Array) => {
      content += Buffer.from(bytes).toString('latin1');
    },
    end: () => {
      if (content !== '') lines.push(`  ${content}`);
      content = '';
    },
  };
  const reader = new TarReader(listener, 'layer 1');
  for (let at = 0; at < archive.length; at += portion) reader.push(archive.subarray(at, at + portion));
  reader.finish();
  return lines;
}

const text = (block: Buffer, offset: number, value: string) => block.write(value, offset, 'latin1');
const gnu = (block: Buffer) => text(block, 257, 'ustar  \0');
const number = (value: bigint): Buffer => {
  const field = Buffer.alloc(12);
  field.writeBigUInt64BE(value, 4);
  field[0] = 0x80;
  return field;
};
const longName = `${'directory/'.repeat(30)}file`;

const sound: readonly (readonly [string, readonly WrittenEntry[], readonly string[]])[] = [
  ['an empty archive', [], []],
  ['an empty file', [{ name: 'a' }], ['file a (0)']],
  ['a file', [{ name: 'a', content: 'text' }], ['file a (4)', '  text']],
  [
    'content of whole blocks',
    [{ name: 'a', content: 'x'.repeat(512) }, { name: 'b' }],
    ['file a (512)', `  ${'x'.repeat(512)}`, 'file b (0)'],
  ],
  [
    'every kind',
    [
      { name: 'd', type: '5' },
      { name: 'l', type: '2', target: 'x' },
      { name: 'h', type: '1', target: 'y' },
      { name: 'c', type: '3' },
      { name: 'b', type: '4' },
      { name: 'p', type: '6' },
      { name: 'o', type: '\0' },
      { name: 'n', type: '7' },
    ],
    [
      'directory d (0)',
      'link l -> x (0)',
      'hard link h -> y (0)',
      'character device c (0)',
      'block device b (0)',
      'FIFO p (0)',
      'file o (0)',
      'file n (0)',
    ],
  ],
  ['a directory by its slash', [{ name: 'd/', type: '0' }], ['directory d/ (0)']],
  ['a name in two parts (ustar)', [{ name: 'b', patch: (block) => text(block, 345, 'a/a') }], ['file a/a/b (0)']],
  [
    'times where ustar has the prefix (star)',
    [
      {
        name: 'b',
        patch: (block) => {
          text(block, 345 + 131, '12345');
          text(block, 508, 'tar\0');
          text(block, 345, 'a');
        },
      },
    ],
    ['file a/b (0)'],
  ],
  [
    'times where ustar has the prefix (GNU)',
    [
      {
        name: 'b',
        patch: (block) => {
          gnu(block);
          text(block, 345, '12345');
        },
      },
    ],
    ['file b (0)'],
  ],
  ['a name of 100 bytes', [{ name: 'n'.repeat(100) }], [`file ${'n'.repeat(100)} (0)`]],
  ['a name in any bytes', [{ name: Buffer.from([0x61, 0xff]) }], ['file a\udcff (0)']],
  [
    'a long name and a long target (GNU)',
    [
      { name: '././@LongLink', type: 'L', content: `${longName}\0` },
      { name: '././@LongLink', type: 'K', content: `${longName}s\0` },
      { name: 'x', type: '2', target: 'y' },
      { name: 'z' },
    ],
    [`link ${longName} -> ${longName}s (0)`, 'file z (0)'],
  ],
  [
    'names and size (pax)',
    [paxHeader({ path: longName, linkpath: 'ignored', size: '3' }), { name: 'x', content: 'abc', size: 0 }],
    [`file ${longName} (3)`, '  abc'],
  ],
  [
    'records that mean nothing here (pax)',
    [paxHeader({ mtime: '1.5', 'SCHILY.xattr.user.a': 'b\nc=d' }), { name: 'x' }],
    ['file x (0)'],
  ],
  [
    'a header for all the archive (pax) is left aside',
    [paxHeader({ path: 'wrong', comment: 'c' }, 'g'), { name: 'x' }],
    ['file x (0)'],
  ],
  ['a size in base 256', [{ name: 'x', content: 'abc', sizeField: number(3n) }], ['file x (3)', '  abc']],
  [
    'a size with spaces',
    [{ name: 'x', content: 'abc', sizeField: Buffer.from('         3 \0') }],
    ['file x (3)', '  abc'],
  ],
  [
    'a size where there is no content',
    [{ name: 'd', type: '5', size: 77 }, { name: 'x' }],
    ['directory d (0)', 'file x (0)'],
  ],
  [
    'a sparse file (pax 1.0)',
    [
      paxHeader({
        'GNU.sparse.major': '1',
        'GNU.sparse.minor': '0',
        'GNU.sparse.name': 'real',
        'GNU.sparse.realsize': '99999',
      }),
      { name: 'GNUSparseFile.0/real', content: 'map' },
    ],
    ['file real (99999, 3 stored, sparse)', '  map'],
  ],
  [
    'a sparse file (pax 0.1)',
    [paxHeader({ 'GNU.sparse.size': '5000', 'GNU.sparse.map': '0,3', path: 'real' }), { name: 'x', content: 'abc' }],
    ['file real (5000, 3 stored, sparse)', '  abc'],
  ],
  [
    'a sparse file (GNU) whose map goes on',
    [
      {
        name: 'x',
        type: 'S',
        content: Buffer.concat([
          Buffer.alloc(504),
          Buffer.from([1]),
          Buffer.alloc(7),
          Buffer.alloc(512),
          Buffer.from('abc'),
        ]),
        size: 3,
        patch: (block) => {
          gnu(block);
          block[482] = 1;
          text(block, 483, '00000010000\0');
        },
      },
    ],
    ['file x (4096, 3 stored, sparse)', '  abc'],
  ],
];

describe('what tar programs write', () => {
  test.each(sound)('%s', (_, entries, lines) => {
    const archive = writeTar(entries);
    expect(read(archive)).toEqual(lines);
    expect(read(archive, { portion: 1 })).toEqual(lines);
    expect(read(archive, { portion: 700 })).toEqual(lines);
    expect(read(archive, { wanted: false })).toEqual(lines.filter((line) => !line.startsWith('  ')));
  });

  test('no blocks of zeros at the end, nor padding', () => {
    const archive = writeTar([{ name: 'a', content: 'abc' }], false);
    expect(read(archive)).toEqual(['file a (3)', '  abc']);
    expect(read(archive.subarray(0, 515))).toEqual(['file a (3)', '  abc']);
  });

  test('one block of zeros at the end', () => {
    const archive = writeTar([{ name: 'a', content: 'abc' }], false);
    expect(read(Buffer.concat([archive, Buffer.alloc(512)]))).toEqual(['file a (3)', '  abc']);
  });

  test.each<readonly [what: string, archive: Uint8Array, isCutShort: boolean]>([
    ['two blocks of zeros', writeTar([{ name: 'a' }]), false],
    ['nothing behind content', writeTar([{ name: 'a', content: 'abc' }], false), false],
    ['nothing behind an entry without content', writeTar([{ name: 'a' }], false), true],
    ['nothing at all', new Uint8Array(), false],
    ['one block of zeros', Buffer.concat([writeTar([{ name: 'a', content: 'b' }], false), Buffer.alloc(512)]), true],
    ['content without padding', writeTar([{ name: 'a', content: 'abc' }], false).subarray(0, 515), true],
  ])('whether bootc rejects the end of an archive: %s', (_, archive, isCutShort) => {
    const reader = new TarReader({ entry: () => true, content: () => {}, end: () => {} }, 'layer 1');
    reader.push(archive);
    reader.finish();
    expect(reader.isCutShort).toBe(isCutShort);
  });

  test('what follows the end is left aside', () => {
    expect(read(Buffer.concat([writeTar([{ name: 'a' }]), Buffer.from('garbage')]))).toEqual(['file a (0)']);
  });
});

const broken: readonly (readonly [string, Uint8Array, string])[] = [
  [
    'a file that is cut',
    writeTar([{ name: 'a', content: 'abc' }]).subarray(0, 514),
    'it ends in the midst of an entry',
  ],
  ['a header that is cut', writeTar([{ name: 'a' }]).subarray(0, 511), 'it ends in the midst of an entry'],
  ['a name without its entry', writeTar([paxHeader({ path: 'a' })], false), 'it ends in the midst of an entry'],
  [
    'an archive with a block of zeros inside',
    Buffer.concat([writeTar([{ name: 'a' }], false), Buffer.alloc(512), writeTar([{ name: 'b' }])]),
    'entries follow a block of zeros',
  ],
  [
    'a block of zeros between an extended header and its entry',
    Buffer.concat([writeTar([paxHeader({ path: 'a' })], false), Buffer.alloc(512), writeTar([{ name: 'b' }])]),
    'it ends behind an extended header',
  ],
  [
    'an archive that is cut in its second block of zeros',
    Buffer.concat([writeTar([{ name: 'a' }], false), Buffer.alloc(1000)]),
    'it ends in the midst of an entry',
  ],
  [
    'a wrong checksum',
    Buffer.concat([Buffer.from('b'), writeTar([{ name: 'a' }]).subarray(1)]),
    'the checksum of a header is wrong',
  ],
  ['text', Buffer.from('no archive at all '.repeat(100)), 'a number in a header is not octal'],
  [
    'a size that is not a number',
    writeTar([{ name: 'a', sizeField: Buffer.from('12x45678901\0') }]),
    'a number in a header is not octal',
  ],
  ['a negative size', writeTar([{ name: 'a', sizeField: Buffer.alloc(12, 0xff) }]), 'a size is negative'],
  [
    'a size beyond all measure',
    writeTar([{ name: 'a', sizeField: number(0x7fff_ffff_ffff_ffffn) }]),
    'a number in a header is beyond all measure',
  ],
  [
    'a file of 1 TiB that is missing',
    writeTar([{ name: 'a', sizeField: number(1n << 40n) }]),
    'it ends in the midst of an entry',
  ],
  ['a type that nobody knows', writeTar([{ name: 'a', type: 'V' }]), 'an entry is of the unknown type "V"'],
  ['a long name of 2 MiB', writeTar([{ name: 'x', type: 'L', size: 2 ** 21 }]), 'an extended header has 2097152 bytes'],
  [
    'records of wrong length (pax)',
    writeTar([{ name: 'x', type: 'x', content: '99 path=a\n' }]),
    'an extended header (pax) cannot be read',
  ],
  [
    'records without a length (pax)',
    writeTar([{ name: 'x', type: 'x', content: 'path=a\n' }]),
    'an extended header (pax) cannot be read',
  ],
  [
    'records without an end (pax)',
    writeTar([{ name: 'x', type: 'x', content: '8 path=a' }]),
    'an extended header (pax) cannot be read',
  ],
  [
    'a record of length 0 (pax)',
    writeTar([{ name: 'x', type: 'x', content: '0 path=a\n' }]),
    'an extended header (pax) cannot be read',
  ],
  [
    'an invalid size (pax)',
    writeTar([paxHeader({ size: '-1' }), { name: 'x' }]),
    'an extended header (pax) has an invalid size',
  ],
  [
    'a NUL in a name (pax)',
    writeTar([paxHeader({ path: 'a\0b' }), { name: 'x' }]),
    'an extended header (pax) gives a name with a NUL',
  ],
];

test.each(broken)('%s is a fault', (_, archive, message) => {
  expect(outcomeOf(() => read(archive))).toEqual({
    fault: 'image/tar',
    message: `layer 1 is a broken tar archive: ${message}`,
  });
});

test('what nobody wants may be passed over unread', () => {
  const archive = writeTar([
    { name: 'a', content: 'x'.repeat(5000) },
    { name: 'b', content: 'abc' },
  ]);
  const names: string[] = [];
  const reader = new TarReader(
    { entry: ({ name }) => names.push(decodeName(name)) === 0, content: () => {}, end: () => {} },
    'x',
  );
  let at = 0;
  let read = 0;
  while (at < archive.length) {
    reader.push(archive.subarray(at, at + 512));
    read += 512;
    at += 512 + reader.skippable;
    reader.skip(reader.skippable);
  }
  reader.finish();
  expect({ names, read }).toEqual({ names: ['a', 'b'], read: 4 * 512 });
});
