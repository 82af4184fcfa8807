import { gunzipSync } from 'node:zlib';
import { Fault, shownName } from '@bootwright/core';
import { decodeText, mostBytes } from './read-text.ts';

/** The text of a manifest, which may be compressed with gzip. Faults: `file/gzip`, `file/too-long`, `file/utf8`. */
export function manifestText(bytes: Uint8Array, name: string, { keepsMark = false } = {}): string {
  return decodeText(isGzip(bytes) ? unpacked(bytes, name) : bytes, name, { keepsMark });
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function unpacked(bytes: Uint8Array, name: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch (cause) {
    const isLong = cause instanceof RangeError;
    throw new Fault(
      isLong ? 'file/too-long' : 'file/gzip',
      isLong ? `${shownName(name)} is longer than 64 MiB` : `${shownName(name)} is not valid gzip`,
      { at: { file: name }, hint: 'check that it is the right file', cause },
    );
  }
}
