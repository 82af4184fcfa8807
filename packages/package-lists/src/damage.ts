import { Fault } from '@bootwright/core';

/** A list of packages that cannot be read. `why` continues a sentence about it. */
export function damagedList(why: string): Fault {
  return new Fault('inspect/package-list', why, { hint: 'build the container again' });
}
