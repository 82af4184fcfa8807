import { z } from 'zod';
import { keysMeet } from '../keys-meet.ts';
import type { OptionsOf } from '../options-of.ts';

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
  ostree: z.exactOptional(
    z.strictObject({
      deployment: z
        .strictObject({
          osname: z.exactOptional(z.string()),
          ref: z.exactOptional(z.string()),
          serial: z.exactOptional(z.number()),
          default: z.exactOptional(z.boolean()),
        })
        .refine(
          ...keysMeet({
            oneOf: [
              { properties: { default: { enum: [false] } }, required: ['osname', 'ref'] },
              {
                properties: { default: { enum: [true] } },
                not: { anyOf: [{ required: ['osname'] }, { required: ['ref'] }, { required: ['serial'] }] },
              },
            ],
          }),
        ),
    }),
  ),
});

export type FstabOptions = OptionsOf<typeof fstab>;
