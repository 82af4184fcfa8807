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
}

/** Whether `path`, absolute and canonical, is allowed. */
export function isAllowed(policy: PathPolicy, path: string): boolean {
  let longest = '/';
  for (const prefix of policy.rules.keys()) {
    if (prefix.length > longest.length && (path === prefix || path.startsWith(`${prefix}/`))) longest = prefix;
  }
  const rule = policy.rules.get(longest);
  return rule === 'tree' || rule === (longest === path ? 'exact' : 'below');
}

export const pathPolicy = (allowed: string, rules: Readonly<Record<string, PathRule>>): PathPolicy => ({
  rules: new Map(Object.entries(rules)),
  allowed,
});
