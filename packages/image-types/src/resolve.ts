import { type Architecture, Fault, type Location, nearest } from '@bootwright/core';
import type { FilesystemType, PartitionTable } from '@bootwright/disk';
import { baseTable } from './base-tables.ts';
import { diskTypes } from './disk-types.ts';
import { foreignTypes } from './foreign-types.ts';
import type { DiskImageType, ImageType } from './image-type.ts';

/** Every type that is known, disks first. */
export const imageTypes: readonly ImageType[] = [...diskTypes, ...foreignTypes];

/** Names and aliases of the types that Bootwright makes. */
export const imageTypeNames: readonly string[] = diskTypes.flatMap((type) => [type.name, ...type.aliases]);

const byName = new Map(diskTypes.flatMap((type) => [type.name, ...type.aliases].map((name) => [name, type] as const)));

/**
 * The disk image type of that name or alias. Faults: `image-type/unknown`, and `image-type/not-a-disk` for types that
 * are known and not made here.
 */
export function findImageType(name: string, at: Location = {}): DiskImageType {
  const found = byName.get(name);
  if (found !== undefined) return found;

  const foreign = foreignTypes.find((type) => type.name === name);
  if (foreign !== undefined) {
    const message = `image type "${name}" is ${foreign.summary}, which Bootwright does not make`;
    throw new Fault('image-type/not-a-disk', message, { at, hint: foreign.hint });
  }

  const known = imageTypeNames.join(', ');
  const near = nearest(name, imageTypeNames);
  throw new Fault('image-type/unknown', `unsupported image type ${JSON.stringify(name)}, valid types are ${known}`, {
    at,
    hint: near === undefined ? '"bootwright list" says what each of them is' : `did you mean ${near}?`,
  });
}

/** An image type as one architecture and one root file system have it. */
export interface ResolvedImageType {
  readonly type: DiskImageType;
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
export function resolveImageType(type: DiskImageType, target: Target, at: Location = {}): ResolvedImageType {
  const { architecture, filesystem } = target;
  const table = baseTable(architecture, filesystem);
  if (table !== undefined) return { type, architecture, baseTable: table };
  const message = `image type "${type.name}" has no partition table for ${architecture}`;
  throw new Fault('image-type/architecture', message, {
    at,
    hint: `use a container for one of ${type.architectures.join(', ')}`,
  });
}
