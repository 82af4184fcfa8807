import { atOnce, type Steps, WorkBudget } from '@bootwright/archive';
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
import { PolicyCache } from './selinux-labels.ts';

export interface DigestFormat {
  readonly version: ErofsVersion;
  readonly xattrs: KeptXattrs;
}

/** The composefs digest of a container's root as bootc counts it, in lower-case hexadecimal. Faults: `composefs/refused`. */
export function composefsDigest(root: Directory, format: DigestFormat, algorithm: VerityAlgorithm): string {
  return atOnce(digestSteps(root, { ...format, algorithm }));
}

/** The digest of the image of a tree as it is. */
export function erofsDigest(root: Directory, version: ErofsVersion, algorithm: VerityAlgorithm): string {
  return atOnce(erofsDigestSteps(root, { version, algorithm, budget: new WorkBudget() }));
}

export interface DigestOptions extends DigestFormat {
  readonly algorithm: VerityAlgorithm;
  /** With the budget to which the work is charged; by default nothing was spent yet. */
  readonly policies?: PolicyCache;
}

/** As `composefsDigest`, with pauses. Faults: `composefs/refused`, and those of the budget. */
export function* digestSteps(
  root: Directory,
  { version, xattrs, algorithm, policies = new PolicyCache() }: DigestOptions,
): Steps<string> {
  const { budget } = policies;
  const copy = yield* copyTree(root);
  yield* transformForOci(copy, xattrs);
  yield* transformForBoot(copy, policies);
  return yield* erofsDigestSteps(copy, { version, algorithm, budget });
}

function* erofsDigestSteps(
  root: Directory,
  {
    version,
    algorithm,
    budget,
  }: { readonly version: ErofsVersion; readonly algorithm: VerityAlgorithm; readonly budget: WorkBudget },
): Steps<string> {
  yield* checkDevices(root);
  const verity = new FsVerity(algorithm);
  yield* writeErofs(root, { version, budget, sink: (bytes) => verity.update(bytes) });
  return Buffer.from(verity.digest()).toString('hex');
}
