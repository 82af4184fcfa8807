import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

const rounds = 5000;
const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * `$6$SALT$HASH` of crypt(5), with the default 5000 rounds; `salt` is up to 16 characters of `./0-9A-Za-z`. The steps
 * are those of Ulrich Drepper, "Unix crypt using SHA-256 and SHA-512".
 */
export function sha512Crypt(password: string, salt: string): string {
  const key = utf8ToBytes(password);
  const saltBytes = utf8ToBytes(salt.slice(0, 16));

  const alternate = sha512(concatBytes(key, saltBytes, key));
  const first = sha512(concatBytes(key, saltBytes, stretch(alternate, key.length), ...lengthBits(key, alternate)));

  const keySequence = stretch(sha512(repeated(key, key.length)), key.length);
  const saltSequence = stretch(sha512(repeated(saltBytes, 16 + (first[0] ?? 0))), saltBytes.length);

  let digest = first;
  for (let round = 0; round < rounds; round++) {
    const odd = round % 2 === 1;
    digest = sha512(
      concatBytes(
        odd ? keySequence : digest,
        ...(round % 3 === 0 ? [] : [saltSequence]),
        ...(round % 7 === 0 ? [] : [keySequence]),
        odd ? digest : keySequence,
      ),
    );
  }
  return `$6$${salt.slice(0, 16)}$${encodeDigest(digest)}`;
}

/** For each bit of the key's length, from the lowest: the alternate digest for 1, the key for 0. */
function lengthBits(key: Uint8Array, alternate: Uint8Array): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let bits = key.length; bits > 0; bits >>>= 1) parts.push(bits % 2 === 1 ? alternate : key);
  return parts;
}

/** `length` bytes of the digest, repeated as often as needed. */
function stretch(digest: Uint8Array, length: number): Uint8Array {
  const stretched = new Uint8Array(length);
  for (let offset = 0; offset < length; offset += digest.length) {
    stretched.set(digest.subarray(0, Math.min(digest.length, length - offset)), offset);
  }
  return stretched;
}

function repeated(part: Uint8Array, times: number): Uint8Array {
  return stretch(part, part.length * times);
}

/** Three bytes give four characters, least significant first; the order of bytes steps through the digest by thirds. */
function encodeDigest(digest: Uint8Array): string {
  const at = (index: number): number => digest[index] ?? 0;
  let text = '';
  let [a, b, c] = [0, 21, 42];
  for (let group = 0; group < 21; group++) {
    text += characters((at(a) << 16) | (at(b) << 8) | at(c), 4);
    [a, b, c] = [b + 1, c + 1, a + 1];
  }
  return text + characters(at(63), 2);
}

function characters(value: number, count: number): string {
  let text = '';
  for (let index = 0; index < count; index++) text += alphabet.charAt((value >>> (6 * index)) & 63);
  return text;
}
