import * as z from 'zod';

/** Options of `org.osbuild.anaconda`, in the order in which they are written. */
export const anaconda = z.looseObject({
  'kickstart-modules': z.exactOptional(z.array(z.string()).min(1)),
  'activatable-modules': z.exactOptional(z.array(z.string()).min(1)),
  'forbidden-modules': z.exactOptional(z.array(z.string()).min(1)),
  'optional-modules': z.exactOptional(z.array(z.string()).min(1)),
});
