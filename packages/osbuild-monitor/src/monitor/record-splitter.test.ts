import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordSplitter, type StreamPart } from './record-splitter.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function split(pieces: readonly Uint8Array[], maximum?: number): readonly StreamPart[] {
  const splitter = new RecordSplitter(maximum);
  return [...pieces.flatMap((piece) => splitter.add(piece)), ...splitter.end()];
}

test.each<readonly [string, string, readonly StreamPart[]]>([
  ['nothing', '', []],
  ['one record', '\u001e{}\n', [{ kind: 'record', text: '{}' }]],
  [
    'two records, the last without its end',
    '\u001e1\n\u001e2',
    [
      { kind: 'record', text: '1' },
      { kind: 'record', text: '2' },
    ],
  ],
  [
    'a record that is cut off by the next',
    '\u001e{"a\u001e{}\n',
    [
      { kind: 'record', text: '{"a' },
      { kind: 'record', text: '{}' },
    ],
  ],
  [
    'text between records',
    '\u001e1\nFailed\n\n\u001e2\n',
    [
      { kind: 'record', text: '1' },
      { kind: 'text', text: 'Failed' },
      { kind: 'record', text: '2' },
    ],
  ],
  ['bytes that are not UTF-8 or empty', '\u001e\n\u001e\n', []],
])('%s', (_, stream, parts) => {
  expect(split([encode(stream)])).toEqual(parts);
});

test('what is longer than the bound is passed over, and what follows is read', () => {
  expect(split([encode('\u001e0123'), encode('4567\n\u001eab\n')], 6)).toEqual([
    { kind: 'too-long', bytes: 8 },
    { kind: 'record', text: 'ab' },
  ]);
});

test('the pieces in which a stream comes do not matter', () => {
  const bytes = fc
    .uint8Array({ maxLength: 60 })
    .map((random) => random.map((byte) => (byte < 60 ? 0x1e : byte < 120 ? 0x0a : byte)));
  fc.assert(
    fc.property(bytes, fc.nat(7), (stream, size) => {
      const pieces = Array.from({ length: Math.ceil(stream.length / (size + 1)) }, (_, index) =>
        stream.subarray(index * (size + 1), (index + 1) * (size + 1)),
      );
      expect(split(pieces)).toEqual(split([stream]));
    }),
  );
});
