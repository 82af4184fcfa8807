/** The most characters in a label, by what has it. */
export const longestLabels: ReadonlyMap<string, number> = new Map([
  ['ext4', 16],
  ['xfs', 12],
  ['vfat', 11],
  ['btrfs', 256],
  ['swap', 12],
]);
