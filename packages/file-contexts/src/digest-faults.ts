import { Fault } from '@bootwright/core';

/** A root that bootc computes no composefs digest of either. `why` continues "it has no composefs digest: ". */
export function noDigest(why: string): Fault {
  return new Fault('composefs/refused', `it has no composefs digest: ${why}`, {
    hint: 'bootc rejects it as well: fix the container, then seal it again',
  });
}

const askBootc = 'compare with `bootc container compute-composefs-digest`';

/** A root of which bootc may compute a digest, and this program cannot say which. `why` is a sentence. */
export function notComputed(why: string, hint: string = askBootc): Fault {
  return new Fault('composefs/not-computed', `its composefs digest is not computed: ${why}`, { hint });
}

/** A layer in which bootc and container runtimes see different files. `what` begins with the entry's name. */
export function unclearLayer(what: string): Fault {
  return new Fault('composefs/unclear', `bootc reads a layer otherwise than container runtimes do: ${what}`, {
    hint: 'write the layer again with the program that builds the image; none of those in use writes such an entry',
  });
}

/** Whether a fault says that the root has no digest that could be trusted. */
export const isNoDigest = ({ code }: Fault): boolean =>
  code === 'composefs/refused' || code === 'composefs/unclear' || code === 'composefs/not-computed';
