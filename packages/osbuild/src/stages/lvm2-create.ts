import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.lvm2.create`, in the order in which they are written. */
export const lvm2Create = z.looseObject({
  volumes: z
    .array(
      z
        .looseObject({
          name: z.string().regex(/[a-zA-Z09+_.][a-zA-Z0-9+_.-]*/),
          extents: z.exactOptional(z.string().regex(/[1-9][0-9]*(%(VG|PVS|FREE|ORIGIN))?/)),
          size: z.exactOptional(z.string().regex(/[1-9][0-9]*[bBsSkKmMgGtTpPeE]?/)),
        })
        .refine(...keysMeet({ oneOf: [{ required: ['size'] }, { required: ['extents'] }] })),
    )
    .min(1),
});
