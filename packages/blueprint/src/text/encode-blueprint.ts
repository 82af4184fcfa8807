import { bytes, exactSize } from '@bootwright/core';
import { stringify } from 'smol-toml';
import type { Blueprint } from '../format/blueprint.ts';

/** Keys of sizes, wherever they are in a blueprint. */
const sizeKeys: ReadonlySet<string> = new Set(['minsize', 'start_offset']);

/**
 * The text of a blueprint, which `parseBlueprint` reads back as the same value: TOML with a table for each part, or JSON
 * with two spaces of indentation; sizes as people write them (`10 GiB`). A line feed ends it.
 */
export function encodeBlueprint(blueprint: Blueprint, format: 'toml' | 'json'): string {
  const written = withSizes(blueprint);
  return format === 'json' ? `${JSON.stringify(written, undefined, 2)}\n` : `${stringify(written).trimEnd()}\n`;
}

function withSizes(value: object): object {
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'object' ? withSizes(item) : item));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (sizeKeys.has(key) && typeof member === 'number') return [key, exactSize(bytes(member))];
      return [key, typeof member === 'object' && member !== null ? withSizes(member) : member];
    }),
  );
}
