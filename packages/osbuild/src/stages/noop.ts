import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.noop`, in the order in which they are written. */
export const noop = z.record(z.string(), z.unknown());

export type NoopOptions = OptionsOf<typeof noop>;
