import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.authconfig`, in the order in which they are written. */
export const authconfig = z.strictObject({});

export type AuthconfigOptions = OptionsOf<typeof authconfig>;
