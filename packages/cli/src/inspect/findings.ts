import { defined, Fault } from '@bootwright/core';
import {
  compareFacts,
  type FactDifference,
  initramfsFiles,
  inspectedFiles,
  type ModuleOptions,
  ownName,
  runInContainer,
} from '@bootwright/inspect';
import { checkSeals, findBootFiles, type SealCheck, sealNotices } from '@bootwright/seal';
import type { CommandContext } from '../command.ts';
import { locatedReference, type NamedContainer } from '../container/container-reference.ts';
import {
  type Container,
  type ContainerFiles,
  inspectFiles,
  readFiles,
  whileReading,
} from '../container/read-container.ts';
import { attemptModules } from './find-modules.ts';
import type { InspectGiven } from './inspect-options.ts';

/** The facts of a container, and the differences between its files and its programs if both were used. */
export interface Findings {
  readonly container: Container;
  readonly differences?: readonly FactDifference[];
  /** With `--verify`. */
  readonly seal?: SealCheck;
}

/** All facts of a container, from its files, its programs or both; with both, the facts are those of the files. */
export async function findOut(named: NamedContainer, given: InspectGiven, context: CommandContext): Promise<Findings> {
  switch (given.by ?? 'read') {
    case 'read':
      return read(named, given, { programs: 'any', stopAtFirst: true }, context);
    case 'exec':
      return { container: await ask(named, given, context) };
    case 'both': {
      const found = await read(named, given, {}, context);
      const asked = await ask(named, given, context);
      return { ...found, differences: compareFacts(found.container.inspection, asked.inspection) };
    }
  }
}

async function read(
  named: NamedContainer,
  given: InspectGiven,
  options: ModuleOptions,
  context: CommandContext,
): Promise<Findings> {
  const composefs = given.verify ? { composefs: true } : {};
  const files = await readFiles(named, given, context, {
    files: [...inspectedFiles, ...initramfsFiles],
    ...composefs,
  });
  const { modules, notices } = await attemptModules(files.tree, { ...options, budget: files.budget });
  const container = inspectFiles(files, named, {
    ...identity(named, given),
    ...defined({ initrdModules: modules }),
  });
  const seal = given.verify ? await checkedSeal(files, named) : undefined;
  const doubts = seal === undefined ? [] : sealNotices(seal);
  return {
    container: { ...container, notices: [...container.notices, ...notices, ...doubts] },
    ...defined({ seal }),
  };
}

async function checkedSeal({ composefs, tree }: ContainerFiles, named: NamedContainer): Promise<SealCheck> {
  if (composefs !== undefined) return checkSeals(composefs, findBootFiles(tree));
  throw new Fault('inspect/no-layers', `${named.written} has no layers, from which the composefs digest is computed`, {
    hint: 'verify the image itself: by its name in podman or Docker, or docker://…, oci:…, oci-archive:…',
  });
}

async function ask(named: NamedContainer, given: InspectGiven, context: CommandContext): Promise<Container> {
  const { imgref } = identity(named, given);
  const reference = locatedReference(named.reference, context.host);
  const { facts, inspection } = await whileReading(given, context, (options) =>
    runInContainer(reference, { ...options, imgref }),
  );
  return { named, facts, inspection, notices: inspection.notices };
}

function identity(named: NamedContainer, { ref, imageId }: InspectGiven) {
  return { imgref: ref ?? ownName(named.reference) ?? '', ...defined({ imageId }) };
}
