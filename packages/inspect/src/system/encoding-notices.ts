import { decodeName, isUtf8Name } from '@bootwright/archive';
import type { Notice } from '@bootwright/core';

/** For files in which an unusual character is not a fault. */
export function encodingNotices(bytes: Uint8Array, file: string): readonly Notice[] {
  if (isUtf8Name(decodeName(bytes))) return [];
  const notice: Notice = {
    code: 'inspect/not-utf8',
    message: `/${file} is not UTF-8 text; what cannot be read stands as U+FFFD`,
    at: { document: 'container', file },
    hint: 'save the file as UTF-8',
  };
  return [notice];
}
