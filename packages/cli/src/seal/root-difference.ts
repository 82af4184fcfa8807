import type { RootDifference } from '@bootwright/composefs';
import { shownLine } from '@bootwright/core';

/** With names as text: bytes that are not UTF-8 become U+FFFD. */
export function shownDifference({ path, before, after, ...rest }: RootDifference): RootDifference {
  const text = (bytes: string) => Buffer.from(bytes, 'latin1').toString('utf8');
  return {
    path: text(path),
    ...rest,
    ...(before === undefined ? {} : { before: text(before) }),
    ...(after === undefined ? {} : { after: text(after) }),
  };
}

const longest = 80;

/** On one line, such as `/etc/motd: mode: 0644 → 0600 (layer 2)`. */
export function differenceText({ path, what, before, after, layer }: RootDifference): string {
  const where = layer === undefined ? '' : ` (layer ${layer})`;
  return `${shownLine(path)}: ${what}: ${valueText(before)} → ${valueText(after)}${where}`;
}

function valueText(value: string | undefined): string {
  if (value === undefined) return 'none';
  return shownLine(value.length > longest ? `${value.slice(0, longest)}…` : value);
}
