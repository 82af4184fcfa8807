import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.systemd-journald`, in the order in which they are written. */
export const systemdJournald = z.strictObject({
  filename: z.string().regex(pythonRegex(/^[a-zA-Z0-9_.-]{1,250}\.conf$/)),
  config: z
    .strictObject({
      Journal: z.exactOptional(
        z
          .strictObject({
            Storage: z.exactOptional(z.literal(['volatile', 'persistent', 'auto', 'none'])),
            Compress: z.exactOptional(z.string()),
            SplitMode: z.exactOptional(z.literal(['uid', 'none'])),
            MaxFileSec: z.exactOptional(z.string()),
            MaxRetentionSec: z.exactOptional(z.string()),
            SyncIntervalSec: z.exactOptional(z.string()),
            Audit: z.exactOptional(z.literal(['yes', 'no', ''])),
          })
          .refine(...keysMeet({ minProperties: 1 })),
      ),
    })
    .refine(...keysMeet({ minProperties: 1 })),
});
