import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

const storageOptionsPulloptions = z
  .strictObject({
    enable_partial_images: z.exactOptional(z.literal(['true', 'false'])),
    use_hard_links: z.exactOptional(z.literal(['true', 'false'])),
    convert_images: z.exactOptional(z.literal(['true', 'false'])),
  })
  .refine(...keysMeet({ minProperties: 1 }));

const storageOptionsOverlay = z
  .strictObject({ mountopt: z.exactOptional(z.string()) })
  .refine(...keysMeet({ minProperties: 1 }));

const storageOptions = z
  .strictObject({
    additionalimagestores: z.exactOptional(z.array(z.string())),
    pull_options: z.exactOptional(storageOptionsPulloptions),
    overlay: z.exactOptional(storageOptionsOverlay),
  })
  .refine(...keysMeet({ minProperties: 1 }));

const storage = z
  .strictObject({
    driver: z.exactOptional(z.literal(['overlay', 'vfs', 'devmapper', 'aufs', 'btrfs', 'zfs'])),
    graphroot: z.exactOptional(z.string()),
    runroot: z.exactOptional(z.string()),
    transient_store: z.exactOptional(z.boolean()),
    options: z.exactOptional(storageOptions),
  })
  .refine(...keysMeet({ minProperties: 1 }));

/** Options of `org.osbuild.containers.storage.conf`, in the order in which they are written. */
export const containersStorageConf = z.strictObject({
  filename: z.exactOptional(z.literal(['/etc/containers/storage.conf', '/usr/share/containers/storage.conf'])),
  filebase: z.exactOptional(z.string()),
  config: z.strictObject({ storage: z.exactOptional(storage) }).refine(...keysMeet({ minProperties: 1 })),
  comment: z.exactOptional(z.array(z.string())),
});
