/**
 * Compares versions by their first three numbers: negative where `left` is older, 0 where they are equal. A missing number
 * is 0, and what follows the numbers does not count: kernels and bootc of distributions have suffixes that no standard
 * of versions orders, so that a library for semantic versions rejects them.
 */
export function compareVersions(left: string, right: string): number {
  const [mine, theirs] = [numbersOf(left), numbersOf(right)];
  return mine[0] - theirs[0] || mine[1] - theirs[1] || mine[2] - theirs[2];
}

function numbersOf(version: string): readonly [number, number, number] {
  const [, major = 0, minor = 0, patch = 0] = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version) ?? [];
  return [Number(major), Number(minor), Number(patch)];
}
