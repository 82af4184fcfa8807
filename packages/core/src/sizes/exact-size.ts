import type { Bytes } from './bytes.ts';

const units = ['TiB', 'GiB', 'MiB', 'KiB'] as const;

/** The size as blueprints write it, in the largest binary unit that divides it: `10 GiB`, or `1234` bytes. Exact. */
export function exactSize(size: Bytes): string {
  for (const [index, unit] of units.entries()) {
    const factor = 1024 ** (units.length - index);
    if (size > 0 && size % factor === 0) return `${size / factor} ${unit}`;
  }
  return String(size);
}
