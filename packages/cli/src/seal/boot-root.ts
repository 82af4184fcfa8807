import { stepByStep } from '@bootwright/archive';
import { type Directory, PolicyCache, RootDigests, type VerityAlgorithm } from '@bootwright/composefs';
import type { CommandContext } from '../command.ts';
import { readRoot, type SealedRoot } from './read-root.ts';
import type { SealGiven } from './seal-options.ts';

/** The root that a digest covers: without what bootc leaves out, with labels. Faults: those of `readRoot`. */
export async function bootRoot(
  operand: string | undefined,
  given: SealGiven,
  context: CommandContext,
): Promise<Directory> {
  const algorithm: VerityAlgorithm = given.hash ?? 'sha512';
  const read = await readRoot(operand, algorithm, given, context);
  return read.isPrepared ? read.root : context.host.computing(() => bootTree(read, algorithm));
}

/** The tree that a digest covers, of a root whose files were read with this hash. */
export function bootTree({ root, budget }: SealedRoot, algorithm: VerityAlgorithm): Promise<Directory> {
  const digests = new RootDigests(root, { algorithm, policies: new PolicyCache(budget) });
  return stepByStep(digests.bootTree('capabilities'), budget);
}
