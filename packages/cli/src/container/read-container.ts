import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { WorkBudget } from '@bootwright/archive';
import type { ComposefsRoot } from '@bootwright/composefs';
import type { ImageFacts } from '@bootwright/container-image';
import { type Architecture, defined, Fault, type Notice } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import {
  bootcLabelNotices,
  findArchitecture,
  type Inspection,
  inspectTree,
  type ReadImageOptions,
  readImage,
} from '@bootwright/inspect';
import type { CommandContext } from '../command.ts';
import { untilAborted } from '../files/until-aborted.ts';
import type { Host } from '../host.ts';
import { checkArchitecture } from './check-architecture.ts';
import { locatedReference, type NamedContainer, ownName, pathHint } from './container-reference.ts';
import { machineArchitecture } from './machine-architecture.ts';
import { ReadingProgress } from './reading-progress.ts';
import type { SourceGiven } from './source-options.ts';
import { withinTime } from './within-time.ts';

/** How a container is read, beside where it is. */
export type Reading = Omit<SourceGiven, 'root'>;

/** The files of a container and what is known of its image. */
export interface ContainerFiles {
  readonly tree: Tree;
  /** What reading the image cost: what is read further is charged to it too. */
  readonly budget: WorkBudget;
  readonly facts: ImageFacts;
  /** As the image says or was given, else that of its programs, else this machine's. */
  readonly architecture: Architecture;
  readonly notices: readonly Notice[];
  /** Where it was asked for, and the source has layers. */
  readonly composefs?: ComposefsRoot;
}

/** A container that was read. */
export interface Container {
  readonly named: NamedContainer;
  readonly facts: ImageFacts;
  readonly inspection: Inspection;
  /** Of the image and of its files. */
  readonly notices: readonly Notice[];
}

/**
 * Reads the files of a container; messages can quote them. Bytes are counted on standard error while a terminal watches;
 * an interrupt leaves nothing behind. Faults: those of `readImage`, and `image/architecture` for an image that is for
 * another architecture than the one asked for.
 */
export async function readFiles(
  named: NamedContainer,
  reading: Reading,
  context: CommandContext,
  more: Pick<ReadImageOptions, 'files' | 'composefs'> = {},
): Promise<ContainerFiles> {
  const { host, texts } = context;
  const { image, budget } = await whileReading(reading, context, async (options) => ({
    image: await readImage(locatedReference(named.reference, host), { ...options, ...more }),
    budget: options.budget,
  })).catch((error: unknown) => {
    throw meantAsPath(error, named, host);
  });
  const { tree, facts, composefs } = image;
  texts.addFinder((file) => wholeText(tree, file));
  // A directory has no facts of its own: there `--arch` counts, with a notice by `inspectTree`.
  checkArchitecture(reading.arch, facts.architecture, {
    code: 'image/architecture',
    written: named.written,
    cure: 'name an image',
  });
  const architecture =
    reading.arch ?? facts.architecture ?? findArchitecture(tree) ?? machineArchitecture(host.machine);
  return {
    tree,
    budget,
    facts,
    architecture,
    notices: [...image.notices, ...bootcLabelNotices(named.reference, facts, named.written)],
    ...defined({ composefs }),
  };
}

/** A bare name that no engine has may be meant as the path of a file: the fault then says how that one is written. */
function meantAsPath(error: unknown, { written, reference }: NamedContainer, host: Host): unknown {
  if (!(error instanceof Fault) || reference.transport !== 'name') return error;
  const hint = pathHint(written, host);
  if (hint !== undefined) {
    return error.with({
      hint: `${hint}, if the ${hint.startsWith('write dir:') ? 'directory' : 'image'} at that path is meant`,
    });
  }
  if (!existsSync(resolve(host.directory, written))) return error;
  return error.with({ hint: 'name the container: the file at that path is not an archive that can be recognized' });
}

/** Reads a container under its own name. */
export async function readContainer(
  named: NamedContainer,
  reading: Reading,
  context: CommandContext,
): Promise<Container> {
  const files = await readFiles(named, reading, context);
  return inspectFiles(files, named, { imgref: ownName(named.reference) ?? '' });
}

/** What the files of a container say. `imgref` is the reference under which it is deployed. */
export function inspectFiles(files: ContainerFiles, named: NamedContainer, given: GivenOfImage): Container {
  const { tree, facts, architecture } = files;
  const imageId = given.imageId ?? facts.imageId;
  const inspection = inspectTree(tree, {
    imgref: given.imgref,
    architecture,
    ...defined({ imageId, size: facts.size, initrdModules: given.initrdModules }),
  });
  return { named, facts, inspection, notices: [...files.notices, ...inspection.notices] };
}

export interface GivenOfImage {
  readonly imgref: string;
  readonly imageId?: string;
  readonly initrdModules?: readonly string[];
}

/** Calls `read` with what it needs of this host, draws progress, and ends it where somebody interrupts. */
export async function whileReading<T>(
  reading: Reading,
  { host, json }: CommandContext,
  read: (options: ReadImageOptions & { readonly budget: WorkBudget }) => Promise<T>,
): Promise<T> {
  const environment = withAuthFile(reading.authfile, host);
  const runner = await host.commandRunner(environment);
  const progress = new ReadingProgress(host.stderr, () => performance.now());
  try {
    return await host.interruptible((interrupted) =>
      withinTime(reading.timeout, interrupted, (signal) =>
        read({
          runner,
          environment,
          signal,
          budget: new WorkBudget(signal),
          stdin: untilAborted(() => host.stdin(), signal),
          ...(json ? {} : { onProgress: (now) => progress.show(now) }),
          ...defined({ architecture: reading.arch, tlsVerify: reading.tlsVerify }),
          tokenHosts: reading.tokenHost,
        }),
      ),
    );
  } finally {
    await progress.end();
  }
}

function withAuthFile(file: string | undefined, { environment, directory }: Host): Host['environment'] {
  return file === undefined ? environment : { ...environment, REGISTRY_AUTH_FILE: resolve(directory, file) };
}

function wholeText(tree: Tree, file: string): string | undefined {
  const entry = tree.entries.get(file.replace(/^\//, ''));
  if (entry?.kind !== 'file') return undefined;
  const [piece] = entry.pieces;
  return piece?.bytes.length === entry.size ? new TextDecoder().decode(piece.bytes) : undefined;
}
