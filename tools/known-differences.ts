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
