/** The largest of any count of numbers, at least `least`: `Math.max(...numbers)` fails on some 120,000 of them. */
export function largest(numbers: Iterable<number>, least = 0): number {
  let found = least;
  for (const number of numbers) found = Math.max(found, number);
  return found;
}
