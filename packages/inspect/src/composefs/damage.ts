import { Fault } from '@bootwright/core';

/** A root that bootc computes no composefs digest of either. `why` continues "it has no composefs digest: ". */
export function noDigest(why: string): Fault {
  return new Fault('composefs/refused', `it has no composefs digest: ${why}`, {
    hint: 'bootc refuses it as well: mend the container, then seal it again',
  });
}
