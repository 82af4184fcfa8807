import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.fdo`, in the order in which they are written. */
export const fdo = z.strictObject({});

export type FdoOptions = OptionsOf<typeof fdo>;
