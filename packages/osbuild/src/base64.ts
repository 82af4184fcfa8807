const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of RFC 4648 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  const byte = (index: number) => bytes[index] ?? 0;
  const letter = (group: number, place: number) => alphabet.charAt((group >> place) & 63);
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const group = (byte(index) << 16) | (byte(index + 1) << 8) | byte(index + 2);
    text += letter(group, 18) + letter(group, 12);
    text += index + 1 < bytes.length ? letter(group, 6) : '=';
    text += index + 2 < bytes.length ? letter(group, 0) : '=';
  }
  return text;
}
