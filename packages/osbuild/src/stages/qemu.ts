import * as z from 'zod';

const qcow2 = z.strictObject({
  type: z.literal('qcow2'),
  compression: z.exactOptional(z.boolean()),
  compat: z.exactOptional(z.string()),
});

const vdi = z.strictObject({ type: z.literal('vdi') });

const vmdk = z.strictObject({
  type: z.literal('vmdk'),
  adapter_type: z.exactOptional(z.literal(['ide', 'lsilogic', 'buslogic', 'legacyESX'])),
  compat6: z.exactOptional(z.boolean()),
  compression: z.exactOptional(z.boolean()),
  subformat: z.exactOptional(
    z.literal(['monolithicSparse', 'monolithicFlat', 'twoGbMaxExtentSparse', 'twoGbMaxExtentFlat', 'streamOptimized']),
  ),
});

const vpc = z.strictObject({
  type: z.literal('vpc'),
  force_size: z.exactOptional(z.boolean()),
  subformat: z.exactOptional(z.literal(['fixed', 'dynamic'])),
});

const vhdx = z.strictObject({ type: z.literal('vhdx') });

/** Options of `org.osbuild.qemu`, in the order in which they are written. */
export const qemu = z.strictObject({ filename: z.string(), format: z.union([qcow2, vdi, vmdk, vpc, vhdx]) });
