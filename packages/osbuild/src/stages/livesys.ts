import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.livesys`, in the order in which they are written. */
export const livesys = z.strictObject({ livesys_session: z.string() });

export type LivesysOptions = OptionsOf<typeof livesys>;
