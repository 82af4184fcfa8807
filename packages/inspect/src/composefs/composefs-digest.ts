import { transformForBoot } from './boot-transform.ts';
import { checkDevices } from './check-devices.ts';
import type { Directory } from './composefs-tree.ts';
import { copyTree } from './composefs-tree.ts';
import type { ErofsVersion } from './erofs-format.ts';
import { writeErofs } from './erofs-image.ts';
import type { VerityAlgorithm } from './fs-verity.ts';
import { FsVerity } from './fs-verity.ts';
import type { KeptXattrs } from './oci-transform.ts';
import { transformForOci } from './oci-transform.ts';
import type { PolicyCache } from './selinux-labels.ts';

export interface DigestFormat {
  readonly version: ErofsVersion;
  readonly xattrs: KeptXattrs;
}

/** The composefs digest of a container's root as bootc counts it, in lower-case hexadecimal. Faults: `composefs/refused`. */
export function composefsDigest(
  root: Directory,
  { version, xattrs }: DigestFormat,
  algorithm: VerityAlgorithm,
  policies?: PolicyCache,
): string {
  const copy = copyTree(root);
  transformForOci(copy, xattrs);
  transformForBoot(copy, policies);
  return erofsDigest(copy, version, algorithm);
}

/** The digest of the image of a tree as it is. */
export function erofsDigest(root: Directory, version: ErofsVersion, algorithm: VerityAlgorithm): string {
  checkDevices(root);
  const verity = new FsVerity(algorithm);
  writeErofs(root, version, (bytes) => verity.update(bytes));
  return Buffer.from(verity.digest()).toString('hex');
}
