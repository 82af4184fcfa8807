import * as z from 'zod';

/** Options of `org.osbuild.systemd-sysusers`, in the order in which they are written. */
export const systemdSysusers = z.strictObject({});
