import type { WorkBudget } from '@bootwright/archive';
import { compareRoots, type Directory, type RootDifference, type VerityAlgorithm } from '@bootwright/composefs';
import { defined } from '@bootwright/core';
import type { DirectoryState } from '@bootwright/file-tree';
import { type BootcVerdict, bootcVerdicts, type SealCheck } from '@bootwright/seal';
import type { CommandContext } from '../command.ts';
import type { NamedContainer } from '../container/container-reference.ts';
import type { InspectGiven } from '../inspect/inspect-options.ts';
import { allDigests, type FormatDigest } from './all-digests.ts';
import { bootTree } from './boot-root.ts';
import { readDirectory, readLayers, type SealedRoot } from './read-root.ts';
import { shownDifference } from './root-difference.ts';

/** A digest of the root, and the seals that name it. */
export interface MatrixDigest extends FormatDigest {
  readonly from: 'layers' | 'directory';
  readonly seals: readonly string[];
}

/** The digests of a root in each format, and what they mean to bootc. */
export interface SealMatrix {
  readonly digests: readonly MatrixDigest[];
  readonly bootc: readonly BootcVerdict[];
  /** With `--walk`: the first entry of the directory that the layers have otherwise. */
  readonly difference?: RootDifference | 'none';
}

/** A container whose seals were checked. */
export interface CheckedRoot {
  readonly named: NamedContainer;
  readonly seals: SealCheck['seals'];
  /** Read with SHA-512. */
  readonly root: Directory;
  readonly budget: WorkBudget;
  /** Of a directory: what it has to be still. */
  readonly state?: DirectoryState;
}

/** Computes the matrix; the container is read again with SHA-256. Faults: those of reading. */
export async function sealMatrix(
  { named, seals, root, budget, state }: CheckedRoot,
  given: InspectGiven,
  context: CommandContext,
): Promise<SealMatrix> {
  const { host } = context;
  const sealed: SealedRoot = { root, budget, isPrepared: false };
  const digests: MatrixDigest[] = [];
  const add = async (from: MatrixDigest['from'], root: SealedRoot, hash: VerityAlgorithm) => {
    for (const row of await allDigests(root, hash, context)) {
      const named = seals.filter(({ digest }) => digest.toLowerCase() === row.digest);
      digests.push({ ...row, from, seals: named.map(({ file }) => file) });
    }
  };
  const walked = (path: string, algorithm: VerityAlgorithm) =>
    readDirectory(path, { algorithm, attributes: 'needed', ...defined({ state }) }, context);
  const { reference } = named;
  const directory = reference.transport === 'dir' ? reference.path : given.walk;

  await add(reference.transport === 'dir' ? 'directory' : 'layers', sealed, 'sha512');
  const digestsOfSeals = seals.map(({ digest }) => digest);
  const bootc = await host.computing(() => bootcVerdicts(root, digestsOfSeals, budget));
  let difference: SealMatrix['difference'];
  if (given.walk !== undefined) {
    const other = await walked(given.walk, 'sha512');
    await add('directory', other, 'sha512');
    difference = await host.computing(() => firstDifference(other, sealed));
  }
  if (reference.transport !== 'dir') await add('layers', await readLayers(named, 'sha256', given, context), 'sha256');
  if (directory !== undefined) await add('directory', await walked(directory, 'sha256'), 'sha256');
  return { digests, bootc, ...defined({ difference }) };
}

async function firstDifference(before: SealedRoot, after: SealedRoot): Promise<RootDifference | 'none'> {
  const [first] = compareRoots(await bootTree(before, 'sha512'), await bootTree(after, 'sha512'));
  return first === undefined ? 'none' : shownDifference(first);
}
