import { Fault } from '@bootwright/core';
import type { Host } from '../host.ts';
import { openInput } from './open-input.ts';

/** No blueprint or request is longer; a longer file is a mistake, such as a disk image. */
const most = 64 * 1024 * 1024;

/** The whole text of a file, or of standard input for `-`. Faults: those of `fileFault`, `file/too-long`, `file/utf8`. */
export async function readText(file: string, host: Host): Promise<string> {
  const input = await openInput(file, host);
  const name = input.name ?? 'standard input';
  const at = { file: name };
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of input.bytes) {
    length += piece.length;
    if (length > most)
      throw new Fault('file/too-long', `${name} is longer than 64 MiB`, {
        at,
        hint: 'check that it is the right file',
      });
    pieces.push(piece);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch (cause) {
    throw new Fault('file/utf8', `${name} is not UTF-8 text`, { at, hint: 'save it in UTF-8', cause });
  }
}
