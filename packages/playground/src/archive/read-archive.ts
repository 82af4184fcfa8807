import { encodeContainerInfo } from '@bootwright/container-facts';
import { type ReadProgress, readArchive } from '@bootwright/container-image';
import { Fault, type Notice } from '@bootwright/core';
import { inspectContainer, inspectedFiles } from '@bootwright/inspect';
import { encodeJson } from '@bootwright/osbuild';

/** What an archive says. */
export interface ReadFacts {
  /** As the text of the page has them; without `disk_yaml`, which is a text of its own. */
  readonly facts: string;
  readonly diskYaml: string;
  readonly notices: readonly Notice[];
}

/** Where the reader finds an archive, and under which name its container is deployed. */
export interface ArchiveOrigin {
  readonly path: string;
  readonly imgref: string;
}

/**
 * The facts of a container in an archive of `podman save`, `skopeo copy` or `docker save`. The code that reads archives for
 * the command reads them here, with the same bounds. Faults: those of `readArchive` and `inspectTree`.
 */
export async function readArchiveFacts(
  { path, imgref }: ArchiveOrigin,
  onProgress: (progress: ReadProgress) => void = () => {},
): Promise<ReadFacts> {
  const options = { files: inspectedFiles, environment: {}, runner: noPrograms, onProgress };
  const image = await readArchive({ transport: 'oci-archive', path }, options).catch((fault: unknown) => {
    if (!(fault instanceof Fault && fault.code === 'image/archive')) throw fault;
    return readArchive({ transport: 'docker-archive', path }, options).catch(rejectOther);
  });
  const { facts, tree, notices: ofImage } = image;
  const architecture = facts.architecture;
  const inspected = inspectContainer({ tree, facts, ...(architecture && { architecture }) }, { imgref });
  const { os_info: { disk_yaml: diskYaml = '', ...os } = {}, ...container } = encodeContainerInfo(inspected.info);
  return {
    facts: `${encodeJson({ ...container, os_info: os })}\n`,
    diskYaml,
    notices: [...ofImage, ...inspected.notices],
  };
}

/** The hints of the reader are for a command line, where the other kind of archive was not tried. */
function rejectOther(fault: unknown): never {
  if (!(fault instanceof Fault && fault.code === 'image/archive')) throw fault;
  throw fault.with({ hint: 'drop an archive that podman save, skopeo copy or docker save wrote' });
}

/** An archive needs no other program. */
const noPrograms = { run: () => Promise.reject(new Error('a page runs no programs')) };
