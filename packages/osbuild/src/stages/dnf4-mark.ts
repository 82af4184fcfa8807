import * as z from 'zod';

/** Options of `org.osbuild.dnf4.mark`, in the order in which they are written. */
export const dnf4Mark = z.strictObject({
  packages: z.exactOptional(
    z.array(z.strictObject({ name: z.string(), mark: z.literal(['install', 'group']) })).min(1),
  ),
});
