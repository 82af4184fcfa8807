import { bytes } from '@bootwright/core';
import {
  converted,
  defaulted,
  filled,
  integer,
  type JsonSchema,
  jsonSchemaOf,
  list,
  noted,
  optional,
  renamed,
  type Schema,
  word,
} from '@bootwright/core/schemas';
import * as z from 'zod/mini';
import type { Partition, PartitionTable } from '../table/partition-table.ts';
import { count, diskSize, flag, holder, optionalText, sizeOrNone } from './payload-schema.ts';

const byteCount = converted(integer(0), (value) => ({ value: bytes(value) }));

const partition: Schema<Partition> = holder(
  {
    start: defaulted(byteCount, bytes(0)),
    size: sizeOrNone(),
    type: optionalText('A type GUID (gpt) or two hexadecimal digits (dos)'),
    bootable: flag(),
    uuid: optionalText(),
    label: optionalText(),
    attrs: optional(list(integer(0)), 'GPT attribute bits'),
  },
  { attrs: 'attributes' },
);

/** A policy that does not say `ensure_xbootldr` forbids an added /boot. */
const policy = renamed(
  {
    ensure_xbootldr: defaulted(z.boolean(), false, 'Whether a /boot partition may be added'),
    grow_root_to_fill_disk: optional(z.boolean(), 'Whether the root takes what is left of the disk'),
  },
  { ensure_xbootldr: 'ensureXbootldr', grow_root_to_fill_disk: 'growRoot' },
);

const tableType = word(['gpt', 'dos'], { mbr: 'use gpt or dos (which is also called MBR)' });

const table: Schema<PartitionTable> = converted(
  renamed(
    {
      size: sizeOrNone(),
      uuid: optionalText(),
      type: noted(
        defaulted(noted(tableType, { code: 'table-type', jsonSchema: { enum: ['gpt', 'dos', ''] } }), 'gpt'),
        { isZero: (value) => value === '' },
      ),
      partitions: defaulted(list(partition), []),
      grain_size: diskSize('What starts and sizes are multiples of; 1 MiB by default'),
      sector_size: count('Bytes in a sector; 512 by default'),
      extra_padding: filled(byteCount, 'Bytes kept free at the end of the disk', (value) => value === 0),
      start_offset: diskSize(),
      absolute_start_offset: flag(),
      policy: optional(policy),
    },
    {
      grain_size: 'grainSize',
      sector_size: 'sectorSize',
      extra_padding: 'extraPadding',
      start_offset: 'startOffset',
      absolute_start_offset: 'absoluteStartOffset',
    },
  ),
  ({ policy: rules, ...others }) => ({ value: { ...others, ...rules } }),
);

/** How mounts reach the booted system: lines of /etc/fstab, systemd mount units, or not at all. */
export type MountConfiguration = 'fstab' | 'units' | 'none';

const mountConfiguration = noted(word(['fstab', 'units', 'none']), { code: 'mount-configuration' });

/** What a container's disk.yaml says. */
export interface DiskDefinition {
  readonly mountConfiguration?: MountConfiguration;
  readonly partitionTable?: PartitionTable;
}

export const diskDefinitionSchema: Schema<DiskDefinition> = renamed(
  { mount_configuration: optional(mountConfiguration), partition_table: optional(table) },
  { mount_configuration: 'mountConfiguration', partition_table: 'partitionTable' },
);

/** JSON Schema (2020-12) of a container's disk.yaml, as `parseDiskDefinition` reads it. */
export const diskDefinitionJsonSchema = (): JsonSchema =>
  jsonSchemaOf(diskDefinitionSchema, {
    title: 'disk.yaml of a bootable container',
    patternProperties: { '^\\.': { description: 'Contains anchors' } },
  });
