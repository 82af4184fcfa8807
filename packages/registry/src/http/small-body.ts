import type { HttpResponse } from './http-client.ts';

/**
 * The body of an response that must be small; `undefined` where it is longer than `most` bytes. Throws `NetworkError`
 * where it breaks.
 */
export async function readSmallBody(response: HttpResponse, most: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body()) {
    length += piece.length;
    if (length > most) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
