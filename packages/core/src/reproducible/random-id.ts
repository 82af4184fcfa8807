import type { RandomStream } from './go-random.ts';

const hex: readonly string[] = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

function hexOf(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let index = from; index < to; index++) text += hex[bytes[index] ?? 0];
  return text;
}

/** A version 4 UUID (RFC 9562, random) in lower case, from the next 16 bytes of `random`. */
export function randomUuid(random: RandomStream): string {
  const bytes = new Uint8Array(16);
  random.fill(bytes);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const groups = [
    hexOf(bytes, 0, 4),
    hexOf(bytes, 4, 6),
    hexOf(bytes, 6, 8),
    hexOf(bytes, 8, 10),
    hexOf(bytes, 10, 16),
  ];
  return groups.join('-');
}

/** The volume id of a FAT file system, such as `7B77-95E7`, from the next 4 bytes of `random`. */
export function randomVolumeId(random: RandomStream): string {
  const bytes = new Uint8Array(4);
  random.fill(bytes);
  return `${hexOf(bytes, 0, 2)}-${hexOf(bytes, 2, 4)}`.toUpperCase();
}
