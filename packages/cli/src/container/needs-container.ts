import { Fault } from '@bootwright/core';
import { flagOf } from '../arguments/option.ts';
import type { Host } from '../host.ts';

/** Options that say how a container is read, or what is made of one. */
const names = ['tlsVerify', 'authfile', 'tokenHost', 'timeout', 'profile'] as const;

/** The fault `usage/options` for an option that has no effect where no container is given. */
export function checkWithoutContainer(
  given: { readonly [Name in (typeof names)[number]]?: unknown },
  environment: Host['environment'],
): void {
  const ignored = names.find((name) => {
    const value = given[name];
    // A variable is for all commands.
    if (name === 'authfile' && value === environment.REGISTRY_AUTH_FILE) return false;
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
  if (ignored === undefined) return;
  throw new Fault('usage/options', `${flagOf(ignored)} has no effect without a container`, {
    hint: 'give the container: REF or --root DIR; or leave the option out',
  });
}
