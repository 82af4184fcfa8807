import type { ComposefsRoot } from '@bootwright/composefs';
import { defined } from '@bootwright/core';
import type { DirectoryState } from '@bootwright/file-tree';
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
import { type LintFinding, lintedFiles, lintSealed } from '@bootwright/sealed-lint';
import type { CommandContext } from '../command.ts';
import { locatedReference, type NamedContainer } from '../container/container-reference.ts';
import {
  type Container,
  type ContainerFiles,
  inspectFiles,
  readFiles,
  whileReading,
} from '../container/read-container.ts';
import { containerLintInput } from '../lint/lint-input.ts';
import { directoryState, readDirectory } from '../seal/read-root.ts';
import { type SealMatrix, sealMatrix } from '../seal/seal-matrix.ts';
import { attemptModules } from './find-modules.ts';
import type { InspectGiven } from './inspect-options.ts';

/** The facts of a container, and the differences between its files and its programs if both were used. */
export interface Findings {
  readonly container: Container;
  readonly differences?: readonly FactDifference[];
  /** What `lint` finds in a sealed container whose files were read. */
  readonly lint?: readonly LintFinding[];
  /** With `--verify`. */
  readonly seal?: SealCheck;
  /** With `--matrix`. */
  readonly matrix?: SealMatrix;
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
  const { reference } = named;
  // Taken before the first file is read: its kernel and its root are of one state.
  const state =
    given.verify && reference.transport === 'dir' ? await directoryState(reference.path, context) : undefined;
  const files = await readFiles(named, given, context, {
    files: [...inspectedFiles, ...initramfsFiles, ...lintedFiles],
    composefs: given.verify,
  });
  const { modules, notices } = await attemptModules(files.tree, { ...options, budget: files.budget });
  const container = inspectFiles(files, named, {
    ...identity(named, given),
    ...defined({ initrdModules: modules }),
  });
  const notes = { ...container, notices: [...container.notices, ...notices] };
  const lint = lintSealed(
    containerLintInput({ tree: files.tree, inspection: container.inspection }, files.architecture),
  ).filter(({ code }) => code !== 'sealed/not-sealed');
  const found = { container: notes, ...(lint.length === 0 ? {} : { lint }) };
  if (!given.verify) return found;
  const composefs = await composefsOf(files, { named, state }, context);
  const seal = await checkSeals(composefs, findBootFiles(files.tree));
  const matrix =
    given.matrix && composefs.kind === 'tree'
      ? await sealMatrix(
          { named, seals: seal.seals, root: composefs.root, budget: files.budget, ...defined({ state }) },
          given,
          context,
        )
      : undefined;
  return {
    ...found,
    container: { ...notes, notices: [...notes.notices, ...sealNotices(seal)] },
    seal,
    ...defined({ matrix }),
  };
}

/** The root of the layers, or of the directory. */
async function composefsOf(
  files: ContainerFiles,
  { named: { written }, state }: { readonly named: NamedContainer; readonly state: DirectoryState | undefined },
  context: CommandContext,
): Promise<ComposefsRoot> {
  if (files.composefs !== undefined) return files.composefs;
  if (state !== undefined) return directoryComposefs(state, context);
  throw new Error(`${written} was read without the root of its layers`);
}

/** What bootc computes of a directory, which has no digests of layers that could differ. */
async function directoryComposefs(state: DirectoryState, context: CommandContext): Promise<ComposefsRoot> {
  const reading = { algorithm: 'sha512', attributes: 'needed', state } as const;
  const { root, budget } = await readDirectory(state.root, reading, context);
  const fractions = { boot: new Set<number>(), sysroot: new Set<number>() };
  return { kind: 'tree', root, fractions, layers: { declared: [], found: [] }, budget };
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
