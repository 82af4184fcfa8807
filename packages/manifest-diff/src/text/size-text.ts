import type { Both } from '../diff/change.ts';

const mebibyte = 1024 ** 2;

/** A size in MiB and bytes: `10240 MiB (10737418240 bytes)`. */
export function describeSize(bytes: number): string {
  return `${mebibytes(bytes)} (${bytes} bytes)`;
}

/** Both sizes and what lies between them: `10240 MiB → 11264 MiB (+1024 MiB; 10737418240 → 11811160064 bytes)`. */
export function describeSizes({ before, after }: Both<number>): string {
  const sign = after < before ? '-' : '+';
  const difference = `${sign}${mebibytes(Math.abs(after - before))}`;
  return `${mebibytes(before)} → ${mebibytes(after)} (${difference}; ${before} → ${after} bytes)`;
}

/** At most three places behind the point. */
export function mebibytes(bytes: number): string {
  return `${Number((bytes / mebibyte).toFixed(3))} MiB`;
}
