import { stepByStep } from '@bootwright/archive';
import { type Directory, PolicyCache, RootDigests, type VerityAlgorithm } from '@bootwright/composefs';
import type { CommandContext } from '../command.ts';
import { readRoot } from './read-root.ts';
import type { SealGiven } from './seal-options.ts';

/** The root that a digest covers: without what bootc leaves out, with labels. Faults: those of `readRoot`. */
export async function bootRoot(
  operand: string | undefined,
  given: SealGiven,
  context: CommandContext,
): Promise<Directory> {
  const algorithm: VerityAlgorithm = given.hash ?? 'sha512';
  const { root, isPrepared, budget } = await readRoot(operand, algorithm, given, context);
  if (isPrepared) return root;
  const digests = new RootDigests(root, { algorithm, policies: new PolicyCache(budget) });
  return context.host.computing(() => stepByStep(digests.bootTree('capabilities'), budget));
}
