import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** A source `org.osbuild.containers-storage`. */
export const containersStorageSourceSchema = z.strictObject({
  items: z.record(z.string().regex(/sha256:[0-9a-f]{64}/), z.strictObject({})),
});

export type ContainersStorageSource = OptionsOf<typeof containersStorageSourceSchema>;
