import type { Architecture } from '@bootwright/core';
import type { FilesystemType } from '@bootwright/disk';
import { type DiskImageType, resolveImageType } from '@bootwright/image-types';
import { effectiveOptions } from '@bootwright/plan';
import { encodeJson } from '../files/encode-json.ts';
import { encodeType } from './encode-type.ts';
import { type PartitionRow, partitionRows } from './partition-rows.ts';
import { sealedArchitectures } from './sealed-support.ts';

/** All that is to know of an image type. */
export interface TypeDescription {
  readonly type: DiskImageType;
  readonly sealed: readonly Architecture[];
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

/** Describes a type on some architectures; one that the type does not exist on is the fault of `resolveImageType`. */
export function describeType(type: DiskImageType, options: DescriptionOptions): TypeDescription {
  const tables = options.architectures.map((architecture): BaseTable => {
    const { baseTable } = resolveImageType(type, { architecture, filesystem: options.filesystem });
    return { architecture, type: baseTable.type, partitions: partitionRows(baseTable, architecture) };
  });
  return { type, sealed: sealedArchitectures(type), tables };
}

/** The description for machines. */
export function encodeDescription({ type, tables }: TypeDescription): string {
  const value = {
    ...encodeType(type),
    default_size: type.defaultSize,
    kernel_arguments: type.kernelArguments,
    supported_options: effectiveOptions(type),
    base_tables: tables,
  };
  return encodeJson(value);
}
