import { pushAll } from '@bootwright/core';
/**
 * A file's name (or a link's target) as text, whatever its bytes: invalid UTF-8 becomes lone surrogates
 * U+DC80–U+DCFF, one a byte, so that different names stay different (Python's "surrogateescape").
 */
export function decodeName(bytes: Uint8Array): string {
  let name = '';
  let start = 0;
  while (start < bytes.length) {
    const broken = firstBroken(bytes, start);
    name += new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, broken));
    if (broken < bytes.length) name += String.fromCharCode(0xdc00 + (bytes[broken] ?? 0));
    start = broken + 1;
  }
  return name;
}

/** The bytes that `decodeName` was given. */
export function encodeName(name: string): Uint8Array {
  const encoder = new TextEncoder();
  const parts: number[] = [];
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) parts.push(code - 0xdc00);
    else pushAll(parts, encoder.encode(character));
  }
  return Uint8Array.from(parts);
}

/** Whether a name is valid UTF-8 on disk. */
export function isUtf8Name(name: string): boolean {
  return name.isWellFormed();
}

/** The order of the names' bytes, as Go and Rust sort them (JavaScript's own order differs above U+FFFF). */
export function compareNames(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    if (a < firstSurrogate && b < firstSurrogate) return a - b;
    return compareBytes(encodeName(left), encodeName(right));
  }
  return left.length - right.length;
}

const firstSurrogate = 0xd800;

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const index = left.findIndex((byte, place) => byte !== right[place]);
  if (index < 0) return left.length - right.length;
  return (left[index] ?? 0) - (right[index] ?? -1);
}

/** The index of the first byte from `start` that is not valid UTF-8, else the length. */
function firstBroken(bytes: Uint8Array, start: number): number {
  let index = start;
  while (index < bytes.length) {
    const length = sequenceLength(bytes, index);
    if (length === 0) return index;
    index += length;
  }
  return bytes.length;
}

function sequenceLength(bytes: Uint8Array, index: number): number {
  const first = bytes[index] ?? 0;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0 || index + length > bytes.length) return 0;
  const second = bytes[index + 1] ?? 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let offset = 2; offset < length; offset++) {
    const next = bytes[index + offset] ?? 0;
    if (next < 0x80 || next > 0xbf) return 0;
  }
  return length;
}

/** The name's extension by the rule of Rust's `Path::extension`: `.toml` has none, `.a.toml` has `toml`. */
export function extensionOf(name: string): string | undefined {
  const dot = name.lastIndexOf('.');
  return dot <= 0 || name === '..' ? undefined : name.slice(dot + 1);
}

/** The name without its extension. */
export function stemOf(name: string): string {
  const extension = extensionOf(name);
  return extension === undefined ? name : name.slice(0, -extension.length - 1);
}
