import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.xorrisofs`, in the order in which they are written. */
export const xorrisofs = z.strictObject({
  filename: z.string(),
  volid: z.string().regex(/[A-Z0-9_-]{1,32}/),
  sysid: z.exactOptional(z.string().regex(/[A-Z0-9_-]{1,32}/)),
  pub: z.exactOptional(z.string().regex(pythonRegex(/^.{1,128}$/))),
  appid: z.exactOptional(z.string().regex(pythonRegex(/^.{1,128}$/))),
  prep: z.exactOptional(z.string().regex(pythonRegex(/^.{1,128}$/))),
  boot: z.exactOptional(
    z.strictObject({ image: z.string(), catalog: z.string(), nobootinfo: z.exactOptional(z.boolean()) }),
  ),
  efi: z.exactOptional(z.string()),
  isohybridmbr: z.exactOptional(z.string()),
  isolevel: z.exactOptional(z.int().min(1).max(4)),
  grub2mbr: z.exactOptional(z.string()),
  exclude: z.exactOptional(z.array(z.string())),
  rational_rock: z.exactOptional(z.boolean()),
  untranslated_filenames: z.exactOptional(z.boolean()),
  full_filenames: z.exactOptional(z.boolean()),
  volset: z.exactOptional(z.string().regex(pythonRegex(/^.{1,128}$/))),
  chrp_boot: z.exactOptional(z.boolean()),
});
