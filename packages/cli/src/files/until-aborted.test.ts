import { expect, test } from 'vitest';
import { untilAborted } from './until-aborted.ts';

const piece = new Uint8Array([1]);

async function read(source: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const one of untilAborted(() => source, signal)) pieces.push(one);
  return pieces;
}

test('gives all pieces where nobody interrupts', async () => {
  const source = (async function* () {
    yield piece;
    yield piece;
  })();
  expect(await read(source, new AbortController().signal)).toEqual([piece, piece]);
});

test('ends with the reason while the source is silent', async () => {
  const controller = new AbortController();
  const source = (async function* () {
    yield piece;
    await new Promise(() => {});
  })();
  setTimeout(() => controller.abort(new Error('enough')), 10);
  await expect(read(source, controller.signal)).rejects.toThrow('enough');
});

test('closes the source where its reader has enough', async () => {
  let isClosed = false;
  const source = (async function* () {
    try {
      yield piece;
      yield piece;
    } finally {
      isClosed = true;
    }
  })();
  for await (const _ of untilAborted(() => source, new AbortController().signal)) break;
  expect(isClosed).toBe(true);
});
