import { Fault } from '@bootwright/core';
import type { TreeEntry } from './tree.ts';

/** No configuration of a real container is longer; no reader keeps more of a text. */
export const longestText = 1024 * 1024;

/** The whole content of a file. Faults: a directory or device in its place, unreadable, longer than `longestText`. */
export function contentOf(entry: TreeEntry, file: string): Uint8Array {
  const at = { document: 'container', file };
  switch (entry.kind) {
    case 'file':
      if (entry.size > longestText) throw tooLong(file, entry.size);
      return readAt(entry, 0, entry.size);
    case 'withheld':
      throw entry.fault;
    case 'directory':
      throw new Fault('inspect/is-a-directory', `/${file} is a directory, not a file`, {
        at,
        hint: 'fix the path in the container image',
      });
    case 'link':
      throw new Fault('inspect/not-a-file', `/${file} is a link, not a file`, { at, hint: 'put a regular file there' });
    case 'special':
      throw new Fault('inspect/not-a-file', `/${file} is a ${entry.what}, which is never opened`, {
        at,
        hint: 'put a regular file there',
      });
  }
}

function tooLong(file: string, size: number): Fault {
  return new Fault('inspect/too-long', `/${file} has ${size} bytes, more than the ${longestText} that are read`, {
    at: { document: 'container', file },
    hint: 'replace it in the container image: a configuration file of this length is damaged',
  });
}

type FileEntry = Extract<TreeEntry, { kind: 'file' }>;

/** Bytes of a file, fewer where it ends before. Asking for bytes that were not kept is a fault `inspect/not-kept`. */
export function readAt(entry: FileEntry, offset: number, length: number): Uint8Array {
  const end = Math.min(offset + length, entry.size);
  if (end <= offset) return new Uint8Array();
  for (const piece of entry.pieces) {
    if (piece.offset <= offset && end <= piece.offset + piece.bytes.length) {
      return piece.bytes.subarray(offset - piece.offset, end - piece.offset);
    }
  }
  throw new Fault(
    'inspect/not-kept',
    `bytes ${offset} to ${end} of a file lie where nothing worth reading is expected`,
    {
      hint: 'the file is damaged or made to mislead',
    },
  );
}

/** UTF-8 text, without a byte order mark. Other bytes are a fault. */
export function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Fault('inspect/not-utf8', `/${file} is not UTF-8 text`, {
      at: { document: 'container', file },
      hint: 'save the file as UTF-8',
      cause,
    });
  }
}
