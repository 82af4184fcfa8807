/**
 * What a policy says of a path. `tree`: it and all below are allowed. `exact`: it, but nothing below. `below`: all
 * below, but not itself. `deny`: neither.
 */
export type PathRule = 'tree' | 'exact' | 'below' | 'deny';

export interface PathPolicy {
  /** The rule of the longest of these paths that leads to a path counts. `/` must be among them. */
  readonly rules: ReadonlyMap<string, PathRule>;
  /** What is allowed, for people. */
  readonly allowed: string;
  /** Why the others are not: the reason of the longest of these paths that leads to a path. `/` must be among them. */
  readonly reasons: ReadonlyMap<string, string>;
}

/** Whether `path`, absolute and canonical, is allowed. */
export function isAllowed(policy: PathPolicy, path: string): boolean {
  const longest = longestPrefix(path, policy.rules.keys());
  const rule = policy.rules.get(longest);
  return rule === 'tree' || rule === (longest === path ? 'exact' : 'below');
}

/** Why `path`, absolute and canonical, is not allowed; `undefined` where it is. */
export function denialReason(policy: PathPolicy, path: string): string | undefined {
  return isAllowed(policy, path) ? undefined : policy.reasons.get(longestPrefix(path, policy.reasons.keys()));
}

/** The longest of the prefixes that is the path or leads to it; `/` where none does. */
function longestPrefix(path: string, prefixes: Iterable<string>): string {
  let longest = '/';
  for (const prefix of prefixes) {
    if (prefix.length > longest.length && (path === prefix || path.startsWith(`${prefix}/`))) longest = prefix;
  }
  return longest;
}

export const pathPolicy = (
  allowed: string,
  rules: Readonly<Record<string, PathRule>>,
  reasons: Readonly<Record<string, string>>,
): PathPolicy => ({ rules: new Map(Object.entries(rules)), allowed, reasons: new Map(Object.entries(reasons)) });
