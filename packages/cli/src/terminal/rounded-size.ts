const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A number of bytes with three digits or so, for people: `512 B`, `1.2 GiB`. */
export function roundedSize(count: number): string {
  let amount = Math.max(0, count);
  let unit = 0;
  for (; amount >= 1000 && unit < units.length - 1; unit++) amount /= 1024;
  return `${unit === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[unit]}`;
}
