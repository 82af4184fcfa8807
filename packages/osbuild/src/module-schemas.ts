// Written by `npm run add-stage`: one line for each file of sources/, inputs/, devices/ and mounts/.
import type * as z from 'zod';
import { loopbackDeviceSchema } from './devices/loopback.ts';
import { luks2DeviceSchema } from './devices/luks2.ts';
import { lvm2LvDeviceSchema } from './devices/lvm2-lv.ts';
import { containersInputSchema } from './inputs/containers.ts';
import { containersStorageInputSchema } from './inputs/containers-storage.ts';
import { filesInputSchema } from './inputs/files.ts';
import { noopInputSchema } from './inputs/noop.ts';
import { ostreeInputSchema } from './inputs/ostree.ts';
import { ostreeCheckoutInputSchema } from './inputs/ostree-checkout.ts';
import { treeInputSchema } from './inputs/tree.ts';
import { bindMountSchema } from './mounts/bind.ts';
import { btrfsMountSchema } from './mounts/btrfs.ts';
import { ddiMountSchema } from './mounts/ddi.ts';
import { erofsMountSchema } from './mounts/erofs.ts';
import { ext4MountSchema } from './mounts/ext4.ts';
import { fatMountSchema } from './mounts/fat.ts';
import { noopMountSchema } from './mounts/noop.ts';
import { ostreeDeploymentMountSchema } from './mounts/ostree-deployment.ts';
import { squashfsMountSchema } from './mounts/squashfs.ts';
import { xfsMountSchema } from './mounts/xfs.ts';
import { containersStorageSourceSchema } from './sources/containers-storage.ts';
import { curlSourceSchema } from './sources/curl.ts';
import { inlineSourceSchema } from './sources/inline.ts';
import { librepoSourceSchema } from './sources/librepo.ts';
import { ostreeSourceSchema } from './sources/ostree.ts';
import { skopeoSourceSchema } from './sources/skopeo.ts';
import { skopeoIndexSourceSchema } from './sources/skopeo-index.ts';

/** The schema of every source of osbuild. */
export const sourceSchemas = {
  'org.osbuild.containers-storage': containersStorageSourceSchema,
  'org.osbuild.curl': curlSourceSchema,
  'org.osbuild.inline': inlineSourceSchema,
  'org.osbuild.librepo': librepoSourceSchema,
  'org.osbuild.ostree': ostreeSourceSchema,
  'org.osbuild.skopeo': skopeoSourceSchema,
  'org.osbuild.skopeo-index': skopeoIndexSourceSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** The schema of every input of osbuild. */
export const inputSchemas = {
  'org.osbuild.containers': containersInputSchema,
  'org.osbuild.containers-storage': containersStorageInputSchema,
  'org.osbuild.files': filesInputSchema,
  'org.osbuild.noop': noopInputSchema,
  'org.osbuild.ostree': ostreeInputSchema,
  'org.osbuild.ostree.checkout': ostreeCheckoutInputSchema,
  'org.osbuild.tree': treeInputSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** The schema of every device of osbuild. */
export const deviceSchemas = {
  'org.osbuild.loopback': loopbackDeviceSchema,
  'org.osbuild.luks2': luks2DeviceSchema,
  'org.osbuild.lvm2.lv': lvm2LvDeviceSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** The schema of every mount of osbuild. */
export const mountSchemas = {
  'org.osbuild.bind': bindMountSchema,
  'org.osbuild.btrfs': btrfsMountSchema,
  'org.osbuild.ddi': ddiMountSchema,
  'org.osbuild.erofs': erofsMountSchema,
  'org.osbuild.ext4': ext4MountSchema,
  'org.osbuild.fat': fatMountSchema,
  'org.osbuild.noop': noopMountSchema,
  'org.osbuild.ostree.deployment': ostreeDeploymentMountSchema,
  'org.osbuild.squashfs': squashfsMountSchema,
  'org.osbuild.xfs': xfsMountSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;
