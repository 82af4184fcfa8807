import type { EngineName, NewContainer } from '@bootwright/container-engine';
import {
  cleanedUpContainer,
  engineFault,
  inspectAndSweep,
  newContainer,
  readContainerTree,
  readMountedImage,
  runContainer,
  withCleanup,
} from '@bootwright/container-engine';
import type { OsRelease } from '@bootwright/container-facts';
import type { ImageFacts, ImageReference, ReadOptions } from '@bootwright/container-image';
import { renderImageReference } from '@bootwright/container-image';
import { defined, Fault } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import type { Command, CommandResult } from '@bootwright/process';
import { commandFault, outputText } from '@bootwright/process';
import type { Inspection } from '../inspect-tree.ts';
import { inspectTree } from '../inspect-tree.ts';
import { inspectedFiles } from '../inspected-files.ts';
import { findModuleKernels } from '../kernel/module-kernel.ts';
import { parseOsRelease } from '../system/os-release.ts';
import type { BootcOutput, PrintedInstallConfiguration } from './container-output.ts';
import { parseContainerInspection, parseModuleList, parsePrintedConfiguration } from './container-output.ts';
import { runInspection } from './run-inspection.ts';

/** The facts of a container by asking its programs. */
export interface ContainerRun {
  readonly inspection: Inspection;
  readonly facts: ImageFacts;
}

export interface RunInContainerOptions extends Omit<ReadOptions, 'files' | 'rootReader'> {
  /** The reference under which the container is deployed, by default the one that is asked. */
  readonly imgref?: string;
}

/** How long one program of the container may take. */
const patience = 300_000;

/**
 * Runs the container as image-builder does (pkg/bootc/resolver.go: nothing of its own but `sleep`, no network) and asks
 * `bootc` and `lsinitrd` in it; then it is removed, whatever happens. What an earlier run left is removed before. Only
 * images that podman or Docker's engine has can be run; a bare name means podman's, then Docker's. Faults: those of
 * reading, `inspect/asked` and `inspect/no-program` where a program fails or is missing, `inspect/answer`.
 */
export async function runInContainer(reference: ImageReference, options: RunInContainerOptions): Promise<ContainerRun> {
  switch (reference.transport) {
    case 'containers-storage':
      return askEngine('podman', reference, options);
    case 'docker-daemon':
      return askEngine('docker', reference, options);
    case 'name':
      return askBareName(reference.name, options);
    default:
      throw new Fault(
        'reference/not-run',
        `${renderImageReference(reference)} cannot be asked: nothing runs it there`,
        {
          hint: 'read it (--by read), or bring it into podman\'s storage ("podman pull", "podman load") and name it there',
        },
      );
  }
}

async function askBareName(name: string, options: RunInContainerOptions): Promise<ContainerRun> {
  const imgref = options.imgref ?? name;
  try {
    return await runInContainer({ transport: 'containers-storage', name }, { ...options, imgref });
  } catch (error) {
    const isElsewhere = error instanceof Fault && ['podman/not-pulled', 'podman/not-installed'].includes(error.code);
    if (!isElsewhere) throw error;
    try {
      return await runInContainer({ transport: 'docker-daemon', name }, { ...options, imgref });
    } catch (other) {
      if (other instanceof Fault && ['docker/not-installed', 'docker/engine'].includes(other.code)) throw error;
      throw other;
    }
  }
}

type EngineReference = Extract<ImageReference, { readonly transport: 'containers-storage' | 'docker-daemon' }>;

async function askEngine(
  engine: EngineName,
  reference: EngineReference,
  given: RunInContainerOptions,
): Promise<ContainerRun> {
  const options = { ...given, files: inspectedFiles };
  options.signal?.throwIfAborted();
  const { name } = reference;
  const image = await inspectAndSweep(engine, name, options);
  const created = newContainer(engine, image.imageId);
  const inspection = await withCleanup(cleanedUpContainer(created, runContainer(created), name), options, async () => {
    const asking = { created, name, options };
    const tree =
      engine === 'podman'
        ? readMountedImage({ name, imageId: image.imageId }, options)
        : readContainerTree(created, { name, image }, options);
    const modules = tree.then((found) => askModules(found.tree, asking));
    const parts = [tree, askBootc(asking), askConfiguration(asking), askRelease(asking), modules] as const;
    // Nobody is left asking when the container goes.
    await Promise.allSettled(parts);
    const [files, bootc, install, release, initrdModules] = await Promise.all(parts);
    const { imageId, architecture, size } = image;
    const known = { imgref: options.imgref ?? name, imageId, ...defined({ architecture, size }) };
    return runInspection(inspectTree(files.tree, known), { bootc, install, ...defined({ release, initrdModules }) });
  });
  return { inspection, facts: { name: renderImageReference(reference), ...image } };
}

interface Asking {
  readonly created: NewContainer;
  readonly name: string;
  readonly options: RunInContainerOptions;
}

async function askBootc(asking: Asking): Promise<BootcOutput | 'old'> {
  const result = await ask(asking, ['bootc', 'container', 'inspect', '--json']);
  // The usage error of a bootc before 1.12, which has no such command.
  if (result.kind === 'exited' && result.code === 2) return 'old';
  return parseContainerInspection(answerOf(asking, result));
}

async function askConfiguration(asking: Asking): Promise<PrintedInstallConfiguration> {
  const command = ['bootc', 'install', 'print-configuration'];
  const all = await ask(asking, [...command, '--all']);
  const isUsageError = all.kind === 'exited' && all.code === 2;
  return parsePrintedConfiguration(answerOf(asking, isUsageError ? await ask(asking, command) : all));
}

async function askRelease(asking: Asking): Promise<OsRelease | undefined> {
  const result = await ask(asking, ['cat', '/etc/os-release']);
  if (result.kind !== 'exited' || result.code !== 0) return undefined;
  return parseOsRelease(outputText(result.stdout), { document: 'os-release', file: 'etc/os-release' }).release;
}

/** Of the first kernel that has modules, as the reference asks; a sealed container may have none. */
async function askModules(tree: Tree, asking: Asking): Promise<readonly string[] | undefined> {
  const [kernel] = findModuleKernels(tree);
  if (kernel === undefined) return undefined;
  return parseModuleList(answerOf(asking, await ask(asking, ['lsinitrd', '--mod', '--kver', kernel.version])));
}

async function ask({ created, options }: Asking, command: Command): Promise<CommandResult> {
  const result = await options.runner.run([created.engine, 'exec', created.name, ...command], {
    timeoutMilliseconds: patience,
    ...defined({ signal: options.signal }),
  });
  options.signal?.throwIfAborted();
  // Engines show the container's command behind their own: for messages it is enough.
  return { ...result, command };
}

function answerOf({ created, name }: Asking, result: CommandResult): string {
  const cause = commandFault(result);
  if (cause === undefined) return 'stdout' in result ? outputText(result.stdout) : '';
  if (result.kind === 'not-found')
    throw engineFault(created.engine, name, { ...result, command: [created.engine] }) ?? cause;
  const [program = ''] = result.command;
  const text = 'stderr' in result ? `${outputText(result.stderr)}${outputText(result.stdout)}` : '';
  if (/executable file not found|exec failed.*no such file/i.test(text)) {
    throw new Fault('inspect/no-program', `the container ${name} has no program ${program} that could be asked`, {
      hint: 'name a bootable container, or read it instead of running it (--by read)',
      cause,
    });
  }
  throw new Fault('inspect/asked', `asked in the container ${name}: ${cause.message}`, {
    quoted: cause.quoted,
    hint: 'fix what it complains of in the container; reading it (--by read) names the file',
    cause,
  });
}
