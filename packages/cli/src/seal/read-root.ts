import { resolve } from 'node:path';
import { WorkBudget } from '@bootwright/archive';
import { type Directory, directoryRoot, parseDump, type VerityAlgorithm } from '@bootwright/composefs';
import { Fault } from '@bootwright/core';
import { DirectoryState, walkDirectory } from '@bootwright/file-tree';
import type { CommandContext } from '../command.ts';
import { givenContainer, type NamedContainer } from '../container/container-reference.ts';
import { type Reading, readFiles } from '../container/read-container.ts';
import { decodeText, readBytes } from '../files/read-text.ts';
import { readXattrs } from './read-xattrs.ts';
import type { SealGiven } from './seal-options.ts';

/** A root as composefs sees it. */
export interface SealedRoot {
  readonly root: Directory;
  /** Whether it is what the digest is computed of as it is: without what bootc leaves out, with labels. */
  readonly isPrepared: boolean;
  /** What reading cost: what is computed of it is charged to it too. */
  readonly budget: WorkBudget;
}

const dumpPrefix = 'dump:';

/** The root of an image, of a directory, or of a dump. Faults: those of reading, and `composefs/…` where bootc computes no digest. */
export async function readRoot(
  operand: string | undefined,
  algorithm: VerityAlgorithm,
  given: SealGiven,
  context: CommandContext,
): Promise<SealedRoot> {
  if (operand?.startsWith(dumpPrefix) === true) return readDump(operand.slice(dumpPrefix.length), context);
  // A directory of --root belongs to `diff` where an operand is given, which names it itself.
  const named = givenContainer(operand, operand === undefined ? given.root : undefined, context.host);
  if (named.reference.transport === 'dir') {
    return readDirectory(named.reference.path, { algorithm, attributes: 'if readable' }, context);
  }
  return readLayers(named, algorithm, given, context);
}

async function readDump(file: string, { host }: CommandContext): Promise<SealedRoot> {
  const text = decodeText(await readBytes(file, host), file);
  const budget = new WorkBudget();
  try {
    return { root: await host.computing(() => parseDump(text, budget)), isPrepared: true, budget };
  } catch (error) {
    throw error instanceof Fault && error.at?.file === undefined ? error.with({ at: { ...error.at, file } }) : error;
  }
}

/** The root of a directory. Faults: those of the walk, `inspect/changed`, `inspect/root`, and `seal/no-getfattr` where attributes are `needed`. */
export async function readDirectory(
  path: string,
  { algorithm, attributes, state: known }: DirectoryReading,
  context: CommandContext,
): Promise<SealedRoot> {
  const { host } = context;
  const state = known ?? (await directoryState(path, context));
  const xattrs = await readXattrs(state.root, attributes, context);
  const budget = new WorkBudget();
  const root = await host.computing(() => {
    const walked = directoryRoot(state.watched(walkDirectory(state.root, budget)), { algorithm, xattrs, budget });
    state.checkAll();
    return walked;
  });
  return { root, isPrepared: false, budget };
}

/** How a directory becomes a root. */
export interface DirectoryReading {
  readonly algorithm: VerityAlgorithm;
  readonly attributes: 'needed' | 'if readable';
  /** What the directory has to be still. Default: what it is when the reading begins. */
  readonly state?: DirectoryState;
}

/** The state of a directory, to which what is read of it later is compared. Faults: those of the walk, and `inspect/root`. */
export function directoryState(path: string, { host }: CommandContext): Promise<DirectoryState> {
  const place = resolve(host.directory, path);
  if (place !== '/') return host.computing(() => new DirectoryState(place));
  throw new Fault('inspect/root', 'the directory is the root of this machine, which has more in it than a container', {
    hint: 'name the directory in which the container is mounted',
  });
}

/** The root in the layers of an image. Faults: those of reading, and `composefs/…`. */
export async function readLayers(
  named: NamedContainer,
  algorithm: VerityAlgorithm,
  reading: Reading,
  context: CommandContext,
): Promise<SealedRoot> {
  const { composefs, budget } = await readFiles(named, reading, context, {
    files: [],
    composefs: true,
    hash: algorithm,
  });
  if (composefs === undefined) throw new Error(`${named.written} was read without the root of its layers`);
  if (composefs.kind === 'refused') throw composefs.fault;
  return { root: composefs.root, isPrepared: false, budget };
}
