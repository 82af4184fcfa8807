import { atOnce } from '@bootwright/archive';
import type { VerityAlgorithm } from './fs-verity.ts';
import type { Directory } from './root/composefs-tree.ts';
import { type DigestFormat, RootDigests } from './root-digests.ts';

/** The composefs digest of a container's root as bootc counts it, in lower-case hexadecimal. Faults: `composefs/refused`. */
export function composefsDigest(root: Directory, format: DigestFormat, algorithm: VerityAlgorithm): string {
  return atOnce(new RootDigests(root, { algorithm }).digest(format));
}
