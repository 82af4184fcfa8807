import type { Architecture } from '@bootwright/core';
import type { FilesystemType } from '@bootwright/disk';
import {
  type ImageType,
  type InstalledImageType,
  isInstalled,
  isoArchitecture,
  resolveImageType,
  sealedArchitectures,
} from '@bootwright/image-types';
import { effectiveOptions } from '@bootwright/plan';
import { encodeJson } from '../files/encode-json.ts';
import { encodeType } from './encode-type.ts';
import { type PartitionRow, partitionRows } from './partition-rows.ts';

/** The facts of an image type. */
export interface TypeDescription {
  readonly type: ImageType;
  readonly sealed: readonly Architecture[];
  /** Of a type that is made of a disk. */
  readonly tables: readonly BaseTable[];
}

export interface BaseTable {
  readonly architecture: Architecture;
  readonly type: string;
  readonly partitions: readonly PartitionRow[];
}

export interface DescriptionOptions {
  readonly architectures: readonly Architecture[];
  readonly filesystem: FilesystemType;
}

/** Describes a type on some architectures; one that the type does not exist on is the fault `image-type/architecture`. */
export function describeType(type: ImageType, options: DescriptionOptions): TypeDescription {
  if (isInstalled(type)) return { type, sealed: sealedArchitectures(type), tables: baseTables(type, options) };
  for (const architecture of options.architectures) isoArchitecture(type, architecture);
  return { type, sealed: [], tables: [] };
}

function baseTables(type: InstalledImageType, options: DescriptionOptions): readonly BaseTable[] {
  return options.architectures.map((architecture): BaseTable => {
    const { baseTable } = resolveImageType(type, { architecture, filesystem: options.filesystem });
    return { architecture, type: baseTable.type, partitions: partitionRows(baseTable, architecture) };
  });
}

export function encodeDescription({ type, tables }: TypeDescription): string {
  return encodeJson({
    ...encodeType(type),
    ...(isInstalled(type) ? { default_size: type.defaultSize } : {}),
    kernel_arguments: type.kernelArguments,
    supported_options: effectiveOptions(type),
    base_tables: tables,
  });
}
