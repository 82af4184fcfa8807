import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';

const filesystem = z
  .looseObject({
    device: z.exactOptional(z.string()),
    label: z.exactOptional(z.string()),
    uuid: z.exactOptional(
      z.xor([
        z.string().regex(pythonRegex(/^[0-9A-Za-z]{8}(-[0-9A-Za-z]{4}){3}-[0-9A-Za-z]{12}$/)),
        z.string().regex(pythonRegex(/^[0-9A-Za-z]{4}-[0-9A-Za-z]{4}$/)),
      ]),
    ),
  })
  .refine(...keysMeet({ oneOf: [{ required: ['uuid'] }, { required: ['label'] }, { required: ['device'] }] }));

/** Options of `org.osbuild.grub2.legacy`, in the order in which they are written. */
export const grub2Legacy = z
  .strictObject({
    rootfs: filesystem,
    bootfs: z.exactOptional(filesystem),
    bios: z.exactOptional(z.looseObject({ platform: z.literal(['i386-pc', 'powerpc-ieee1275']) })),
    uefi: z.exactOptional(
      z.looseObject({ vendor: z.string().regex(pythonRegex(/^(.+)$/)), install: z.exactOptional(z.boolean()) }),
    ),
    write_defaults: z.exactOptional(z.boolean()),
    entries: z
      .array(
        z.strictObject({
          default: z.exactOptional(z.boolean()),
          id: z.string(),
          product: z.strictObject({ name: z.string(), nick: z.exactOptional(z.string()), version: z.string() }),
          kernel: z.string(),
        }),
      )
      .min(1),
    config: z.exactOptional(
      z.strictObject({
        cmdline: z.exactOptional(z.string()),
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
  })
  .refine(...keysMeet({ anyOf: [{ required: ['bios'] }, { required: ['uefi'] }] }));
