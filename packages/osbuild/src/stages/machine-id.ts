import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.machine-id`, in the order in which they are written. */
export const machineId = z.strictObject({ 'first-boot': z.literal(['yes', 'no', 'preserve']) });

export type MachineIdOptions = OptionsOf<typeof machineId>;
