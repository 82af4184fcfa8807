import type { BuildRequest } from '@bootwright/build-request';
import { defined, type Notice } from '@bootwright/core';
import { ownName } from '@bootwright/inspect';
import { optionsFault } from '../arguments/options-fault.ts';
import type { CommandContext } from '../command.ts';
import { type NamedContainer, namedContainer, readsStandardInput } from '../container/container-reference.ts';
import { inspectFiles, readFiles } from '../container/read-container.ts';
import { type ImageIdentity, imageIdentity } from '../request/container-resolver.ts';
import type { ManifestGiven } from './manifest-options.ts';

/** What is known of the container that builds the image. */
export interface ReadBuildContainer {
  readonly container: NonNullable<BuildRequest['buildContainer']>;
  readonly identity: ImageIdentity;
  readonly notices: readonly Notice[];
}

/**
 * The container that --build-ref and --build-root name: read from its directory, or from where the reference says. Absent
 * where neither is given, or where --build-ref is only another name for the one that a request brings.
 */
export async function readBuildContainer(
  request: BuildRequest,
  given: ManifestGiven,
  context: CommandContext,
): Promise<ReadBuildContainer | undefined> {
  const { buildRoot, buildRef } = given;
  if (buildRef === undefined) return undefined;
  const named = namedContainer(buildRoot === undefined ? buildRef : undefined, buildRoot, context.host);
  if (named === undefined || isNewName(named, request)) return undefined;
  if (readsStandardInput(named)) {
    throw optionsFault('--build-ref does not read standard input', 'name the file of the archive');
  }
  const imgref = buildRoot === undefined ? ownName(named.reference) : buildRef;
  if (imgref === undefined) {
    const hint = 'give its root directory with --build-root and its name with --build-ref';
    throw optionsFault(`${named.written} has no name under which osbuild could find it`, hint);
  }
  const architecture = given.arch ?? request.container.architecture;
  const files = await readFiles(named, { ...given, ...defined({ arch: architecture }) }, context);
  const { inspection, facts, notices } = inspectFiles(files, named, { imgref });
  return { container: inspection.info, identity: imageIdentity(facts), notices };
}

function isNewName({ reference }: NamedContainer, { buildContainer }: BuildRequest): boolean {
  return reference.transport === 'name' && buildContainer !== undefined;
}
