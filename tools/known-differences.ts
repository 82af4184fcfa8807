import type { Answer, RequestSet } from './recorded-requests.ts';
import { differenceNamed, type ReferenceDifference, referenceDifferences } from './reference-differences.ts';

/**
 * Where Bootwright is known not to give what image-builder gave for a request: by its name, or by the difference that is
 * recorded with the answer.
 */
export function knownDifference(set: RequestSet, { name, difference }: Answer): ReferenceDifference | undefined {
  return difference === undefined
    ? differenceNamed(set, name)
    : referenceDifferences.find(({ id }) => id === difference);
}

/**
 * Requests of `fresh` that are a known difference and whose manifest osbuild rejects because of an unrelated part that image-builder
 * writes too: a group of 33 letters, a volume named `6`, a GPT attribute above 63, the boot loader `zipl`.
 */
const rejectedByOsbuild: readonly string[] = [
  'fresh-196',
  'fresh-438',
  'fresh-3338',
  'fresh-4957',
  'fresh-8499',
  'fresh-11243',
];

/** Whether osbuild rejects our manifest of this known difference. */
export function isRejectedByOsbuild(set: RequestSet, { name }: Answer): boolean {
  return set === 'fresh' && rejectedByOsbuild.includes(name);
}
