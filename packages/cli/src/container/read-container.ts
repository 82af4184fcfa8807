import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { WorkBudget } from '@bootwright/archive';
import type { ImageFacts } from '@bootwright/container-image';
import { type Architecture, defined, Fault, type Notice } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import {
  type GivenContainer,
  type Inspection,
  inspectContainer,
  ownName,
  type ReadContainer,
  type ReadImageOptions,
  readContainer as readNamed,
} from '@bootwright/inspect';
import type { CommandContext } from '../command.ts';
import { untilAborted } from '../files/until-aborted.ts';
import type { Host } from '../host.ts';
import { locatedReference, type NamedContainer, pathHint } from './container-reference.ts';
import { machineArchitecture } from './machine-architecture.ts';
import { readingProgress } from './reading-progress.ts';
import type { SourceGiven } from './source-options.ts';
import { withinTime } from './within-time.ts';

export type Reading = Omit<SourceGiven, 'root'>;

/** The files of a container and what is known of its image. */
export interface ContainerFiles extends ReadContainer {
  /** What reading the image cost: what is read further is charged to it too. */
  readonly budget: WorkBudget;
  /** This machine's, where neither the options nor the container say. */
  readonly architecture: Architecture;
}

export interface Container {
  readonly named: NamedContainer;
  readonly facts: ImageFacts;
  readonly inspection: Inspection;
  /** Of the image and of its files. */
  readonly notices: readonly Notice[];
}

/**
 * Reads the files of a container; messages can quote them. Bytes are counted on standard error while a terminal watches;
 * an interrupt leaves nothing behind. Faults: those of `readContainer` of @bootwright/inspect.
 */
export async function readFiles(
  named: NamedContainer,
  reading: Reading,
  context: CommandContext,
  more: Pick<ReadImageOptions, 'files' | 'composefs' | 'hash'> = {},
): Promise<ContainerFiles> {
  const { host, texts } = context;
  const files = await whileReading(reading, context, async (options) => ({
    ...(await readNamed(locatedReference(named.reference, host), { ...options, ...more, written: named.written })),
    budget: options.budget,
  })).catch((error: unknown) => {
    throw meantAsPath(error, named, host);
  });
  texts.addFinder((file) => wholeText(files.tree, file));
  return { ...files, architecture: files.architecture ?? machineArchitecture(host.machine) };
}

/** A bare name that no engine has may be a path: the hint then gives the reference for it. */
function meantAsPath(error: unknown, { written, reference }: NamedContainer, host: Host): unknown {
  if (!(error instanceof Fault) || reference.transport !== 'name') return error;
  const hint = pathHint(written, host);
  if (hint !== undefined) {
    return error.with({
      hint: `${hint}, if the ${hint.startsWith('write dir:') ? 'directory' : 'image'} at that path is meant`,
    });
  }
  if (!existsSync(resolve(host.directory, written))) return error;
  return error.with({ hint: 'name a container: the file at that path is not a recognized image archive' });
}

/** Reads and inspects a container under its own name. */
export async function readContainer(
  named: NamedContainer,
  reading: Reading,
  context: CommandContext,
): Promise<Container> {
  const files = await readFiles(named, reading, context);
  return inspectFiles(files, named, { imgref: ownName(named.reference) ?? '' });
}

export function inspectFiles(files: ContainerFiles, named: NamedContainer, given: GivenContainer): Container {
  const inspection = inspectContainer(files, given);
  return { named, facts: files.facts, inspection, notices: [...files.notices, ...inspection.notices] };
}

/** Calls `read` with the services of this host, shows progress, and aborts on an interrupt. */
export async function whileReading<T>(
  reading: Reading,
  { host, json }: CommandContext,
  read: (options: ReadImageOptions & { readonly budget: WorkBudget }) => Promise<T>,
): Promise<T> {
  const environment = withAuthFile(reading.authfile, host);
  const runner = await host.commandRunner(environment);
  const progress = readingProgress(host.stderr, () => performance.now());
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
