import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.systemd-sysusers`, in the order in which they are written. */
export const systemdSysusers = z.strictObject({});

export type SystemdSysusersOptions = OptionsOf<typeof systemdSysusers>;
