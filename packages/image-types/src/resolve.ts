import { type Architecture, Fault, type Location, nearest } from '@bootwright/core';
import type { FilesystemType, PartitionTable } from '@bootwright/disk';
import { baseTable } from './base-tables.ts';
import { diskTypes } from './disk-types.ts';
import type { ImageType, InstalledImageType, IsoImageType } from './image-type.ts';
import { type IsoArchitecture, isIsoArchitecture } from './iso-architectures.ts';
import { isoTypes } from './iso-types.ts';
import { networkBootType } from './network-boot-type.ts';

/** Every type that Bootwright makes, disks first. */
export const imageTypes: readonly ImageType[] = [...diskTypes, ...isoTypes, networkBootType];

export const imageTypeNames: readonly string[] = imageTypes.flatMap((type) => [type.name, ...type.aliases]);

const byName = new Map(imageTypes.flatMap((type) => [type.name, ...type.aliases].map((name) => [name, type] as const)));

/**
 * The image type of that name or alias; the fault `image-type/unknown` for any other name.
 */
export function findImageType(name: string, at: Location = {}): ImageType {
  const found = byName.get(name);
  if (found !== undefined) return found;

  const known = imageTypeNames.join(', ');
  const near = nearest(name, imageTypeNames);
  throw new Fault('image-type/unknown', `unsupported image type ${JSON.stringify(name)}, valid types are ${known}`, {
    at,
    hint: near === undefined ? '"bootwright list" says what each of them is' : `did you mean ${near}?`,
  });
}

/** An image type as one architecture and one root file system have it. */
export interface ResolvedImageType {
  readonly type: InstalledImageType;
  readonly architecture: Architecture;
  /** Not laid out yet. */
  readonly baseTable: PartitionTable;
}

/** What to resolve a type for. */
export interface Target {
  readonly architecture: Architecture;
  readonly filesystem: FilesystemType;
}

/** The type for a target; where it does not exist there, the fault `image-type/architecture`. */
export function resolveImageType(type: InstalledImageType, target: Target, at: Location = {}): ResolvedImageType {
  const { architecture, filesystem } = target;
  const table = baseTable(architecture, filesystem);
  if (table !== undefined) return { type, architecture, baseTable: table };
  throw architectureFault(type, architecture, at);
}

/** The fault for an architecture on which the type does not exist. */
function architectureFault({ name, architectures }: ImageType, architecture: Architecture, at: Location): Fault {
  return new Fault('image-type/architecture', `image type "${name}" does not exist for ${architecture}`, {
    at,
    hint: `use a container for one of ${architectures.join(', ')}`,
  });
}

/** The architecture as one of those that ISOs exist for; otherwise the fault `image-type/architecture`. */
export function isoArchitecture(type: IsoImageType, architecture: Architecture, at: Location = {}): IsoArchitecture {
  if (isIsoArchitecture(architecture)) return architecture;
  throw architectureFault(type, architecture, at);
}

/** Whether bootc installs the container to a disk for images of the type. */
export function isInstalled(type: ImageType): type is InstalledImageType {
  return type.kind === 'disk' || type.kind === 'network-boot';
}
