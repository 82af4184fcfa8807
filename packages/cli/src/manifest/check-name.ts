import { parseRegistryName } from '@bootwright/container-facts';
import { defined, Fault } from '@bootwright/core';

/**
 * Checks the name that an option gives an image: the system is updated from it, so it is the name of an image in a
 * registry, without transport. Fault: `usage/value`.
 */
export function checkName(flag: string, name: string): void {
  try {
    parseRegistryName(name);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const bare = withoutTransport(name);
    const hint = bare === undefined ? error.hint : `write ${bare}`;
    throw new Fault('usage/value', `${flag}: ${error.message}`, { ...defined({ hint }), cause: error });
  }
}

/** The name behind a transport; absent where that is not a name either. */
function withoutTransport(name: string): string | undefined {
  const bare = /^(?:.*docker:\/\/|.*registry:|https?:\/\/|containers-storage:|docker-daemon:)(.+)$/s.exec(name)?.[1];
  if (bare === undefined) return undefined;
  try {
    parseRegistryName(bare);
    return bare;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
