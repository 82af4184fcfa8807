import type { ContainerInfo } from '@bootwright/container-facts';
import { type Architecture, type Bytes, bytes, Fault, FaultList, type Location, throwFaults } from '@bootwright/core';
import { type FilesystemType, filesystemTypes, rootFilesystemType } from '@bootwright/disk';
import type { BuildRequest } from './build-request.ts';

/** What every plan needs to know of a container. */
export interface CheckedContainer {
  readonly architecture: Architecture;
  /** Of the root. */
  readonly filesystem: FilesystemType;
  /** Of the root file system. */
  readonly minimumRoot: Bytes;
}

/** An update is unpacked next to the running deployment. */
const deployments = 2;

type Containers = Pick<BuildRequest, 'container' | 'buildContainer'>;

/** Throws a fault `container/…` for each fact that is missing or does not fit. */
export function checkedContainer({ options, ...containers }: BuildRequest): CheckedContainer {
  const faults = new FaultList();
  const checked = checkContainer(containers, faults);
  throwFaults(faults);
  if (checked === undefined) throw new Error('a container without faults has its facts');
  const { size, ...facts } = checked;
  return { ...facts, minimumRoot: bytes(Math.max(size * deployments, options.size ?? 0)) };
}

/** The facts that every plan needs; absent where one is missing, which is then among the faults `container/…`. */
export function checkContainer({ container, buildContainer }: Containers, faults: FaultList) {
  const { architecture, size } = container;
  checkNames(container, 'container', faults);
  const filesystem = rootFilesystem(container, faults);
  if (size === undefined || size === 0) faults.push(missing('container', 'its size', ['size'], sizeHint));
  if (buildContainer !== undefined) checkBuilder(buildContainer, architecture, faults);
  if (architecture === undefined || filesystem === undefined || size === undefined) return undefined;
  return { architecture, filesystem, size };
}

const sizeHint = 'give the size of the unpacked container in bytes';
const architectureHint = 'give the architecture that the container is built for';

/** Which container, and the document of its facts. */
type Whose = 'container' | 'build_container';

function checkNames(container: ContainerInfo, whose: Whose, faults: FaultList): void {
  const { imgref, architecture, os } = container;
  if (imgref === '') faults.push(missing(whose, 'its reference', ['imgref'], 'give the name that it is updated from'));
  if (architecture === undefined) faults.push(missing(whose, 'its architecture', ['arch'], architectureHint));
  const release = ['os_info', 'os_release'];
  if (os.release.id === '') faults.push(missing(whose, 'an ID in os-release', [...release, 'id'], 'see os-release(5)'));
  if (os.release.versionId === '') {
    faults.push(missing(whose, 'a VERSION_ID in os-release', [...release, 'version_id'], 'see os-release(5)'));
  }
}

/** The root's type in the container's own disk.yaml, otherwise that of its install configuration. */
function rootFilesystem(container: ContainerInfo, faults: FaultList): FilesystemType | undefined {
  const definition = container.os.diskDefinition;
  const table = definition?.value.partitionTable;
  const own = table === undefined ? undefined : rootFilesystemType(table);
  const name = own ?? container.defaultRootFs ?? '';
  const found = filesystemTypes.find((type) => type === name);
  if (found !== undefined) return found;
  const allowed = filesystemTypes.join(', ');
  if (name === '') {
    const hint = `set filesystem.root.type to one of ${allowed} in the container's install configuration, or choose one`;
    faults.push(missing('container', 'a default root file system', ['default_root_fs'], hint));
    return undefined;
  }
  const at: Location =
    definition === undefined || own === undefined
      ? { document: 'container', path: ['default_root_fs'] }
      : { document: 'disk.yaml', file: definition.file };
  const message = `unsupported root filesystem type: ${name}, supported: ${allowed}`;
  faults.push(new Fault('container/filesystem', message, { at, hint: `use one of ${allowed}` }));
  return undefined;
}

function checkBuilder(builder: ContainerInfo, architecture: Architecture | undefined, faults: FaultList): void {
  if (builder.imgref === '') {
    faults.push(missing('build_container', 'its reference', ['imgref'], 'name the container that builds'));
  }
  if (builder.architecture === undefined) {
    faults.push(missing('build_container', 'its architecture', ['arch'], architectureHint));
  } else if (architecture !== undefined && builder.architecture !== architecture) {
    const message = `the build container is for ${builder.architecture}, the container for ${architecture}`;
    const at = { document: 'build_container', path: ['arch'] };
    faults.push(
      new Fault('container/architecture', message, { at, hint: `use a build container for ${architecture}` }),
    );
  }
}

function missing(whose: Whose, what: string, path: readonly string[], hint: string): Fault {
  const name = whose === 'container' ? 'the container' : 'the build container';
  return new Fault('container/missing', `${name} lacks ${what}`, { at: { document: whose, path }, hint });
}
