import { Fault } from '@bootwright/core';
import { flagOf } from '../arguments/option.ts';
import type { Host } from '../host.ts';

/** Options about reading a container, or about what it becomes. */
const names = ['tlsVerify', 'authfile', 'tokenHost', 'timeout', 'profile'] as const;

/** Rejects an option that has no effect without a container (`usage/options`). */
export function checkWithoutContainer(
  given: { readonly [Name in (typeof names)[number]]?: unknown },
  environment: Host['environment'],
): void {
  const ignored = names.find((name) => {
    const value = given[name];
    // An environment variable is for all commands.
    if (name === 'authfile' && value === environment.REGISTRY_AUTH_FILE) return false;
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
  if (ignored === undefined) return;
  throw new Fault('usage/options', `${flagOf(ignored)} has no effect without a container`, {
    hint: 'give the container: REF or --root DIR; or leave the option out',
  });
}
