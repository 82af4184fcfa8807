import { cutName, shownName } from '@bootwright/core';

const longestName = 80;

/** A name for people: safe to print, a digest by its first twelve digits. */
export function nameText(name: unknown): string {
  const text = `${name}`;
  const digest = /^(sha256:[0-9a-f]{12})[0-9a-f]{52}$/.exec(text)?.[1];
  return digest === undefined ? shownName(cutName(text, longestName)) : `${digest}…`;
}
