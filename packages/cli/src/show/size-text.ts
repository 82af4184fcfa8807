/** Any number that a manifest may have, in the largest unit that shows it whole. */
export function sizeText(bytes: number): string {
  const mebibytes = bytes / 1024 ** 2;
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024} GiB` : `${Number(mebibytes.toFixed(3))} MiB`;
}
