import { atOnce, type Steps, WorkBudget } from '@bootwright/archive';
import type { VerityAlgorithm } from '../fs-verity.ts';
import { FsVerity } from '../fs-verity.ts';
import type { Directory } from '../root/composefs-tree.ts';
import { checkDevices } from './check-devices.ts';
import type { ErofsVersion } from './erofs-format.ts';
import { type ErofsWriting, writeErofs } from './erofs-image.ts';

/** The digest of the image of a tree as it is, charged to the budget of what the tree was read from. */
export function erofsDigest(
  root: Directory,
  version: ErofsVersion,
  algorithm: VerityAlgorithm,
  budget = new WorkBudget(),
): string {
  return atOnce(erofsDigestSteps(root, { version, algorithm, budget }));
}

export interface ErofsDigestOptions extends Omit<ErofsWriting, 'sink'> {
  readonly algorithm: VerityAlgorithm;
}

/** As `erofsDigest`, with pauses. */
export function* erofsDigestSteps(root: Directory, { version, algorithm, budget }: ErofsDigestOptions): Steps<string> {
  yield* checkDevices(root);
  const verity = new FsVerity(algorithm);
  yield* writeErofs(root, { version, budget, sink: (bytes) => verity.update(bytes) });
  return Buffer.from(verity.digest()).toString('hex');
}

/** The image of a tree as it is, whose fs-verity digest `erofsDigest` gives; of many files it has some megabytes. */
export function erofsImage(root: Directory, version: ErofsVersion, budget = new WorkBudget()): Uint8Array {
  const pieces: Uint8Array[] = [];
  atOnce(checkDevices(root));
  atOnce(writeErofs(root, { version, budget, sink: (bytes) => pieces.push(Uint8Array.from(bytes)) }));
  return Buffer.concat(pieces);
}
