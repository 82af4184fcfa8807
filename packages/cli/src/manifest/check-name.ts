import { parseRegistryName } from '@bootwright/container-facts';
import { caughtFault, defined, Fault } from '@bootwright/core';

/**
 * Checks the name that an option gives an image: the system is updated from it, so it is the name of an image in a
 * registry, without transport. Fault: `usage/value`.
 */
export function checkName(flag: string, name: string): void {
  const parsed = caughtFault(() => parseRegistryName(name));
  if (!(parsed instanceof Fault)) return;
  const bare = withoutTransport(name);
  const hint = bare === undefined ? parsed.hint : `write ${bare}`;
  throw new Fault('usage/value', `${flag}: ${parsed.message}`, { ...defined({ hint }), cause: parsed });
}

/** The name behind a transport; absent where that is not a name either. */
function withoutTransport(name: string): string | undefined {
  const bare = /^(?:.*docker:\/\/|.*registry:|https?:\/\/|containers-storage:|docker-daemon:)(.+)$/s.exec(name)?.[1];
  if (bare === undefined) return undefined;
  return caughtFault(() => parseRegistryName(bare)) instanceof Fault ? undefined : bare;
}
