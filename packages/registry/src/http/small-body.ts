import type { HttpAnswer } from './http-client.ts';

/**
 * The body of an answer that must be small; `undefined` where it is longer than `most` bytes. Throws `NetworkTrouble`
 * where it breaks.
 */
export async function readSmallBody(answer: HttpAnswer, most: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of answer.body()) {
    length += piece.length;
    if (length > most) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
