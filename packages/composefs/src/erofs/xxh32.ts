const primes = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1] as const;
const [first, second, third, fourth, fifth] = primes;

// Own code: what is on npm is large for thirty lines, and hashes short names only here.

/** xxHash of 32 bits (xxHash specification, "XXH32 algorithm description"), by which EROFS filters names of attributes. */
export function xxh32(bytes: Uint8Array, seed: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  let hash = (seed + fifth) | 0;
  if (bytes.length >= 16) {
    const lanes = [seed + first + second, seed + second, seed, seed - first].map((lane) => lane | 0);
    for (; at + 16 <= bytes.length; at += 16) {
      lanes.forEach((lane, index) => {
        lanes[index] = Math.imul(turned(lane + Math.imul(view.getUint32(at + index * 4, true), second), 13), first);
      });
    }
    const [one = 0, two = 0, three = 0, four = 0] = lanes;
    hash = (turned(one, 1) + turned(two, 7) + turned(three, 12) + turned(four, 18)) | 0;
  }
  hash = (hash + bytes.length) | 0;
  for (; at + 4 <= bytes.length; at += 4)
    hash = Math.imul(turned(hash + Math.imul(view.getUint32(at, true), third), 17), fourth);
  for (; at < bytes.length; at++) hash = Math.imul(turned(hash + Math.imul(bytes[at] ?? 0, fifth), 11), first);
  hash = Math.imul(hash ^ (hash >>> 15), second);
  hash = Math.imul(hash ^ (hash >>> 13), third);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function turned(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
