import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { ostreeDeployment } from '../shared-schemas.ts';

/** Options of `org.osbuild.fstab`, in the order in which they are written. */
export const fstab = z.strictObject({
  filesystems: z.array(
    z
      .looseObject({
        device: z.exactOptional(z.string()),
        uuid: z.exactOptional(z.string()),
        label: z.exactOptional(z.string()),
        partlabel: z.exactOptional(z.string()),
        vfs_type: z.exactOptional(z.string()),
        path: z.exactOptional(z.string()),
        options: z.exactOptional(z.string()),
        freq: z.exactOptional(z.number()),
        passno: z.exactOptional(z.number()),
      })
      .refine(
        ...keysMeet({
          oneOf: [
            { required: ['device', 'path'] },
            { required: ['uuid', 'path'] },
            { required: ['label', 'path'] },
            { required: ['partlabel', 'path'] },
          ],
        }),
      ),
  ),
  ostree: z.exactOptional(z.strictObject({ deployment: ostreeDeployment })),
});
