import * as z from 'zod';

/** Options of `org.osbuild.bootupd.gen-metadata`, in the order in which they are written. */
export const bootupdGenMetadata = z.strictObject({});
