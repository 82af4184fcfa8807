import * as z from 'zod';

/** Options of `org.osbuild.machine-id`, in the order in which they are written. */
export const machineId = z.strictObject({ 'first-boot': z.literal(['yes', 'no', 'preserve']) });
