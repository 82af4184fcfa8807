import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';

const uuid = z.xor([
  z.string().regex(pythonRegex(/^[0-9A-Za-z]{8}(-[0-9A-Za-z]{4}){3}-[0-9A-Za-z]{12}$/)),
  z.string().regex(pythonRegex(/^[0-9A-Za-z]{4}-[0-9A-Za-z]{4}$/)),
]);

const filesystem = z
  .looseObject({ label: z.exactOptional(z.string()), uuid: z.exactOptional(uuid) })
  .refine(...keysMeet({ oneOf: [{ required: ['uuid'] }, { required: ['label'] }] }));

/** Options of `org.osbuild.grub2`, in the order in which they are written. */
export const grub2 = z
  .strictObject({
    compat_version: z.exactOptional(z.literal([1, 2])),
    rootfs: z.exactOptional(filesystem),
    bootfs: z.exactOptional(filesystem),
    root_fs_uuid: z.exactOptional(uuid),
    boot_fs_uuid: z.exactOptional(uuid),
    kernel_opts: z.exactOptional(z.string()),
    legacy: z.exactOptional(z.union([z.boolean(), z.string()])),
    uefi: z.exactOptional(
      z.looseObject({
        vendor: z.string().regex(pythonRegex(/^(.+)$/)),
        efi_src_dir: z.exactOptional(z.string()),
        install: z.exactOptional(z.boolean()),
        unified: z.exactOptional(z.boolean()),
      }),
    ),
    saved_entry: z.exactOptional(z.string()),
    write_defaults: z.exactOptional(z.boolean()),
    greenboot: z.exactOptional(z.boolean()),
    write_cmdline: z.exactOptional(z.boolean()),
    config: z.exactOptional(
      z.strictObject({
        default: z.exactOptional(z.string()),
        disable_recovery: z.exactOptional(z.boolean()),
        disable_submenu: z.exactOptional(z.boolean()),
        distributor: z.exactOptional(z.string()),
        terminal: z.exactOptional(z.array(z.string())),
        terminal_input: z.exactOptional(z.array(z.string())),
        terminal_output: z.exactOptional(z.array(z.string())),
        timeout: z.exactOptional(z.int().min(0)),
        timeout_style: z.exactOptional(z.literal(['hidden', 'menu', 'countdown'])),
        serial: z.exactOptional(z.string()),
      }),
    ),
    ignition: z.exactOptional(z.boolean()),
  })
  .refine(...keysMeet({ oneOf: [{ required: ['root_fs_uuid'] }, { required: ['rootfs'] }] }));
