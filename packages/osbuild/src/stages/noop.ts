import * as z from 'zod';

/** Options of `org.osbuild.noop`, in the order in which they are written. */
export const noop = z.record(z.string(), z.unknown());
