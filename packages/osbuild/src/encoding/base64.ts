const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes that are encoded at a time: a text that grows letter by letter takes fifty times the memory of its letters. */
const pieceLength = 3 * 2048;

/** Base64 of RFC 4648 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += pieceLength) {
    text += encodePiece(bytes.subarray(start, start + pieceLength));
  }
  return text;
}

function encodePiece(bytes: Uint8Array): string {
  const letters: string[] = [];
  const byte = (index: number) => bytes[index] ?? 0;
  const letter = (group: number, place: number) => alphabet.charAt((group >> place) & 63);
  for (let index = 0; index < bytes.length; index += 3) {
    const group = (byte(index) << 16) | (byte(index + 1) << 8) | byte(index + 2);
    letters.push(
      letter(group, 18),
      letter(group, 12),
      index + 1 < bytes.length ? letter(group, 6) : '=',
      index + 2 < bytes.length ? letter(group, 0) : '=',
    );
  }
  return letters.join('');
}
