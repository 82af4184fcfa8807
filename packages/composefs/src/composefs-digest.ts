import { atOnce, type Steps } from '@bootwright/archive';
import type { VerityAlgorithm } from './fs-verity.ts';
import type { Directory } from './root/composefs-tree.ts';
import type { DigestFormat, DigestOptions } from './root-digests.ts';
import { RootDigests } from './root-digests.ts';

/** The composefs digest of a container's root as bootc counts it, in lower-case hexadecimal. Faults: `composefs/refused`. */
export function composefsDigest(root: Directory, format: DigestFormat, algorithm: VerityAlgorithm): string {
  return atOnce(digestSteps(root, { ...format, algorithm }));
}

/** As `composefsDigest`, with pauses. Faults: `composefs/refused`, and those of the budget. */
export function digestSteps(
  root: Directory,
  { version, xattrs, ...options }: DigestFormat & DigestOptions,
): Steps<string> {
  return new RootDigests(root, options).digest({ version, xattrs });
}
