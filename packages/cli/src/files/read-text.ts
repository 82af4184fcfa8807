import { Fault } from '@bootwright/core';
import type { Host } from '../host.ts';
import { openInput } from './open-input.ts';

/** No blueprint, request or manifest is longer; a longer file is a mistake, such as a disk image. */
export const mostBytes = 64 * 1024 * 1024;

/** The whole text of a file, or of standard input for `-`. Faults: those of `fileFault`, `file/too-long`, `file/utf8`. */
export async function readText(file: string, host: Host): Promise<string> {
  return decodeText(await readBytes(file, host), file === '-' ? 'standard input' : file);
}

/** The bytes of a file, or of standard input for `-`. Faults: it cannot be read, or is longer than `most`. */
export async function readBytes(file: string, host: Host, most: number = mostBytes): Promise<Uint8Array> {
  const input = await openInput(file, host);
  const name = input.name ?? 'standard input';
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of input.bytes) {
    length += piece.length;
    if (length > most) {
      const message = `${name} is longer than ${most / 1024 ** 2} MiB`;
      throw new Fault('file/too-long', message, { at: { file: name }, hint: 'check that it is the right file' });
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The text that bytes of UTF-8 are, without a byte order mark unless it is to be kept; others are a fault that names them. */
export function decodeText(bytes: Uint8Array, name: string, { keepsMark = false } = {}): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: keepsMark }).decode(bytes);
  } catch (cause) {
    throw new Fault('file/utf8', `${name} is not UTF-8 text`, { at: { file: name }, hint: 'save it in UTF-8', cause });
  }
}
