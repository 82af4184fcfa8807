import type { ContainerInfo } from '@bootwright/container-facts';
import { type Architecture, Fault, type Location, throwFaults } from '@bootwright/core';
import { type IsoArchitecture, type IsoImageType, isoArchitecture, runnerOf } from '@bootwright/image-types';

const at = (...path: readonly string[]): Location => ({ document: 'container', path });

/** What an ISO needs of its container. */
export interface IsoRequirements {
  readonly architecture: IsoArchitecture;
  /** Of osbuild, for the buildroot. */
  readonly runner: string;
}

/**
 * What the container has for an ISO. Faults: `image-type/architecture`, `container/name` for a system without a name,
 * `container/version` for a version that its distribution does not have.
 */
export function isoRequirements(
  container: ContainerInfo,
  architecture: Architecture,
  type: IsoImageType,
): IsoRequirements {
  const { release } = container.os;
  const runner = runnerOf(release);
  const faults: Fault[] = [];
  // A live ISO calls such a system "OS".
  if (release.name === '' && type.kind === 'installer-iso') faults.push(nameless());
  if ('expected' in runner) faults.push(unversioned(release.id, release.versionId, runner.expected));
  throwFaults(faults);
  if ('expected' in runner) throw new Error('a container without faults has a runner');
  return { architecture: isoArchitecture(type, architecture, at('arch')), runner: runner.name };
}

function nameless(): Fault {
  return new Fault('container/name', 'the boot menu needs the name of the system, and os-release has no NAME', {
    at: at('os_info', 'os_release', 'name'),
    hint: 'set NAME in /usr/lib/os-release of the container; see os-release(5)',
  });
}

function unversioned(id: string, version: string, expected: string): Fault {
  return new Fault(
    'container/version',
    `expected VERSION_ID of ${id} to be ${expected}, got ${JSON.stringify(version)}`,
    {
      at: at('os_info', 'os_release', 'version_id'),
      hint: 'correct VERSION_ID in /usr/lib/os-release of the container; see os-release(5)',
    },
  );
}
