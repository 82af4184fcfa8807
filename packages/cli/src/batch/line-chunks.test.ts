import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Line, lineChunks } from './line-chunks.ts';

const limits = { lineBytes: 20, chunkLines: 2, chunkBytes: 30 };

async function read(pieces: readonly (string | Uint8Array)[], given = limits): Promise<readonly (readonly Line[])[]> {
  const encoder = new TextEncoder();
  const input = (async function* () {
    for (const piece of pieces) yield typeof piece === 'string' ? encoder.encode(piece) : piece;
  })();
  const chunks: (readonly Line[])[] = [];
  for await (const chunk of lineChunks(input, given)) chunks.push(chunk);
  return chunks;
}

const line = (number: number, text: string): Line => ({
  kind: 'bytes',
  number,
  bytes: new Uint8Array(new TextEncoder().encode(text)),
});

test.each<[string, readonly (string | Uint8Array)[], readonly (readonly Line[])[]]>([
  ['nothing', [], []],
  ['a line without a line feed at its end', ['a'], [[line(1, 'a')]]],
  ['chunks of at most two lines', ['a\nb\nc\n'], [[line(1, 'a'), line(2, 'b')], [line(3, 'c')]]],
  [
    'chunks of at most thirty bytes, but for a longer line',
    ['xxxxxxxxxxxxxxxxxxxx\nxxxxxxxxxxxxxxxxxxxx\ny\n'],
    [[line(1, 'xxxxxxxxxxxxxxxxxxxx')], [line(2, 'xxxxxxxxxxxxxxxxxxxx'), line(3, 'y')]],
  ],
  ['lines are given out as soon as the input pauses', ['a\n', 'b\n'], [[line(1, 'a')], [line(2, 'b')]]],
  ['a line in pieces', ['a', 'b', 'c\nd'], [[line(1, 'abc')], [line(2, 'd')]]],
  ['a letter in pieces', [new Uint8Array([0xc3]), new Uint8Array([0xa9, 0x0a])], [[line(1, 'é')]]],
  ['blank lines are counted and passed over', ['\n \r\na\n'], [[line(3, 'a')]]],
  [
    'a line that is too long',
    [`${'x'.repeat(30)}`, 'x\nb\n'],
    [[{ kind: 'unread', number: 1, why: 'too-long' }, line(2, 'b')]],
  ],
  ['a line that is not UTF-8', [new Uint8Array([0xff, 0x0a])], [[{ kind: 'unread', number: 1, why: 'not-utf8' }]]],
])('%s', async (_name, pieces, expected) => {
  expect(await read(pieces)).toEqual(expected);
});

test('wherever a text is cut, its lines are the same', async () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(texts, fc.array(fc.nat({ max: 200 }), { maxLength: 5 }), async (given, cuts) => {
      const bytes = new TextEncoder().encode(given.join('\n'));
      const edges = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
      const pieces = edges.slice(1).map((edge, index) => bytes.slice(edges[index], edge));
      const wide = { lineBytes: 10_000, chunkLines: 3, chunkBytes: 1_000 };
      expect((await read(pieces, wide)).flat()).toEqual((await read([bytes], wide)).flat());
    }),
  );
});
