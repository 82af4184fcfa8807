import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.dnf4.versionlock`, in the order in which they are written. */
export const dnf4Versionlock = z.strictObject({ add: z.array(z.string()) });

export type Dnf4VersionlockOptions = OptionsOf<typeof dnf4Versionlock>;
