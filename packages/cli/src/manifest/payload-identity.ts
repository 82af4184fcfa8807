import type { BuildRequest } from '@bootwright/build-request';
import { defined, Fault, type Notice } from '@bootwright/core';
import { findImageType, type ImageType } from '@bootwright/image-types';
import { type Inspection, ownName } from '@bootwright/inspect';
import type { CommandContext } from '../command.ts';
import { namedContainer } from '../container/container-reference.ts';
import { inspectFiles, readFiles } from '../container/read-container.ts';
import { type ImageIdentity, imageIdentity } from '../request/container-resolver.ts';
import { type ManifestGiven, typesOf } from './manifest-options.ts';

/** What is known of the container that an ISO carries. */
export interface ReadPayload {
  readonly imgref: string;
  readonly identity: ImageIdentity;
  readonly notices: readonly Notice[];
}

/**
 * Reads the container that an ISO carries from where osbuild takes it: podman's storage, or with --bootc-remote its
 * registry. Absent where no type carries one, or where its ids are given or made up. Faults: those of reading a container,
 * and for one that is to be installed `payload/kernel` and `payload/sealed`.
 */
export async function readPayload(
  request: BuildRequest,
  given: ManifestGiven,
  context: CommandContext,
): Promise<ReadPayload | undefined> {
  const { installerPayload: imgref = '', remoteSource } = request.options;
  const types = typesOf(given).map((name) => findImageType(name));
  const isKnown = given.mockSources || given.payloadImageId !== undefined || imgref === request.container.imgref;
  if (imgref === '' || isKnown || !types.some((type) => installs(type) || type.kind === 'live-iso')) return undefined;
  const reference = remoteSource ? `docker://${imgref}` : `containers-storage:${imgref}`;
  const named = namedContainer(reference, undefined, context.host);
  if (named === undefined || ownName(named.reference) === undefined) return undefined;
  const files = await readFiles(named, { ...given, ...defined({ arch: request.container.architecture }) }, context);
  const identity = imageIdentity(files.facts);
  if (!types.some(installs)) return { imgref, identity, notices: files.notices };
  const { inspection, notices } = inspectFiles(files, named, { imgref });
  checkPayload(imgref, inspection.info);
  return { imgref, identity, notices };
}

/** Whether the payload becomes the system of a machine. */
function installs(type: ImageType): boolean {
  return type.kind === 'installer-iso' && type.installer === 'container';
}

function checkPayload(imgref: string, { os, unifiedKernel }: Inspection['info']): void {
  if (unifiedKernel) {
    const why =
      'Anaconda installs it to ostree, where its unified kernel does not find the root that its signed command line names';
    throw new Fault('payload/sealed', `the installer cannot install ${imgref}, which is sealed: ${why}`, {
      hint: 'install a container that is not sealed, or make a disk image of the sealed one, such as "raw"',
    });
  }
  if (os.kernel !== undefined) return;
  throw new Fault('payload/kernel', `the installer cannot install ${imgref}: it has no kernel in /usr/lib/modules`, {
    hint: 'name a bootable container with --installer-payload-ref',
  });
}
