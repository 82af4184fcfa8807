import { describeValue, Fault } from '@bootwright/core';
import { packagesProblem, type ResolvedPackages } from '@bootwright/osbuild';
import type { ResolvedContainer } from './container-source.ts';

/** Names may have control characters, which JSON escapes; unpaired surrogates have no UTF-8. */
const isText = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && value.length <= 4096 && value.isWellFormed();
const isSha256 = (value: unknown): boolean => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const isAbsentOr =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || check(value);

const checks: { readonly [Key in keyof Required<ResolvedContainer>]: (value: unknown) => boolean } = {
  source: isText,
  localName: isText,
  localStorage: isBoolean,
  imageId: isSha256,
  // That of a container in local storage may be unknown: nothing refers to it.
  digest: (value) => value === '' || isSha256(value),
  listDigest: isAbsentOr(isSha256),
  tlsVerify: isAbsentOr(isBoolean),
};

/**
 * What a caller's `resolve` gave, checked: it comes from a registry, a program or a page, and osbuild reports what is
 * wrong with it only as it fetches. Fault: `source/answer`.
 */
export function checkedAnswer(answer: ResolvedContainer): ResolvedContainer {
  const given = { ...answer };
  const values: Readonly<Record<string, unknown>> = given;
  const wrong = Object.entries(checks).find(([key, isValid]) => !isValid(values[key]))?.[0];
  if (wrong !== undefined || (given.digest === '' && !given.localStorage)) {
    const key = wrong ?? 'digest';
    throw new Fault(
      'source/answer',
      `\`resolve\` gave a container whose \`${key}\` is not valid: ${describeValue(values[key])}`,
      { hint: 'return a `ResolvedContainer`, whose digests are "sha256:" and 64 digits, or throw a fault' },
    );
  }
  return given;
}

/** What a caller's lookup of packages gave, checked. Fault: `source/answer`. */
export function checkedPackages(answer: ResolvedPackages): ResolvedPackages {
  const { packages, repositories } = { ...answer };
  const problem = packagesProblem({ packages, repositories });
  if (problem === undefined) return { packages, repositories };
  throw new Fault('source/answer', `the packages that were looked up cannot be used: ${problem}`, {
    hint: 'return `ResolvedPackages`, or throw a fault',
  });
}
