import type { RandomStream } from './go-random.ts';

const hex: readonly string[] = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += hex[byte];
  return text;
}

/** A version 4 UUID (RFC 9562, random) in lower case, from the next 16 bytes of `random`. */
export function randomUuid(random: RandomStream): string {
  const bytes = new Uint8Array(16);
  random.fill(bytes);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = hexOf(bytes);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

/** The volume id of a FAT file system, such as `7B77-95E7`, from the next 4 bytes of `random`. */
export function randomVolumeId(random: RandomStream): string {
  const bytes = new Uint8Array(4);
  random.fill(bytes);
  const text = hexOf(bytes).toUpperCase();
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
