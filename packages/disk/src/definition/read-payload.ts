import { bytes, Fault, nearest, type Reading, StrictRecord } from '@bootwright/core';
import type {
  Btrfs,
  Filesystem,
  LogicalVolume,
  Payload,
  Subvolume,
  Swap,
  VolumeGroup,
} from '../table/partition-table.ts';
import { given, ifTrue, nonEmpty, nonZero, readSize } from './read-fields.ts';
import { readLuks } from './read-luks.ts';

type Reader = (value: unknown, reading: Reading) => Payload | undefined;

const readers = new Map<string, Reader>([
  ['filesystem', readFilesystem],
  ['btrfs', readBtrfs],
  ['lvm', readVolumeGroup],
  ['luks', (value, reading) => readLuks(value, reading, readHeld)],
  ['swap', readSwap],
  ['raw', readRaw],
]);

/** The payload of a partition, logical volume or encrypted container; absent where it has none. */
export function readHeld(holder: StrictRecord): Payload | undefined {
  const type = holder.string('payload_type') ?? '';
  const value = holder.raw('payload');
  const reader = readers.get(type);
  if (reader !== undefined && value !== undefined) return reader(value, holder.under('payload'));
  if (type === '' && value === undefined) return undefined;
  holder.under('payload').faults.push(mismatch(holder, type));
  return undefined;
}

function mismatch(holder: StrictRecord, type: string): Fault {
  const types = [...readers.keys()].join(', ');
  if (type === '') {
    const { at } = holder.under('payload');
    return new Fault('disk/payload', 'a payload has no payload_type', { at, hint: `give one of ${types}` });
  }
  const { at } = holder.under('payload_type');
  if (readers.has(type)) {
    return new Fault('disk/payload', `payload_type is ${type}, and there is no payload`, {
      at,
      hint: 'give the payload, a map, or leave payload_type out for an empty partition',
    });
  }
  const near = nearest(type, [...readers.keys()]);
  return new Fault('disk/payload', `${JSON.stringify(type.slice(0, 40))} is no payload type`, {
    at,
    hint: near === undefined ? `use one of ${types}` : `did you mean "${near}"? The types are ${types}`,
  });
}

const filesystemKeys = [
  'type',
  'uuid',
  'label',
  'mountpoint',
  'fstab_options',
  'fstab_freq',
  'fstab_passno',
  'mkfs_options',
];

function readFilesystem(value: unknown, reading: Reading): Filesystem | undefined {
  const record = StrictRecord.of(value, filesystemKeys, reading);
  if (record === undefined) return undefined;
  return {
    kind: 'filesystem',
    type: record.string('type') ?? '',
    ...nonEmpty('uuid', record.string('uuid')),
    ...nonEmpty('label', record.string('label')),
    ...nonEmpty('mountpoint', record.string('mountpoint')),
    fstab: {
      ...nonEmpty('options', record.string('fstab_options')),
      ...nonZero('frequency', record.integer('fstab_freq')),
      ...nonZero('pass', record.integer('fstab_passno')),
    },
    ...given('mkfs', readMkfsOptions(record)),
  };
}

function readMkfsOptions(filesystem: StrictRecord): Filesystem['mkfs'] | undefined {
  const record = filesystem.record('mkfs_options', ['verity', 'geometry', 'agcount']);
  if (record === undefined) return undefined;
  const geometry = record.record('geometry', ['heads', 'sectors_per_track']);
  return {
    ...ifTrue('verity', record.boolean('verity')),
    ...given(
      'geometry',
      geometry && {
        heads: geometry.integer('heads') ?? 0,
        sectorsPerTrack: geometry.integer('sectors_per_track') ?? 0,
      },
    ),
    ...nonZero('allocationGroups', record.integer('agcount')),
  };
}

function readBtrfs(value: unknown, reading: Reading): Btrfs | undefined {
  const record = StrictRecord.of(value, ['uuid', 'label', 'mountpoint', 'subvolumes'], reading);
  if (record === undefined) return undefined;
  return {
    kind: 'btrfs',
    ...nonEmpty('uuid', record.string('uuid')),
    ...nonEmpty('label', record.string('label')),
    ...nonEmpty('mountpoint', record.string('mountpoint')),
    subvolumes: (record.records('subvolumes', subvolumeKeys) ?? []).map(readSubvolume),
  };
}

const subvolumeKeys = ['name', 'size', 'mountpoint', 'group_id', 'compress', 'read_only', 'uuid'];

function readSubvolume(record: StrictRecord): Subvolume {
  const name = record.string('name') ?? '';
  if (name === '') {
    const { at, faults } = record.under('name');
    faults.push(new Fault('disk/subvolume', 'a subvolume has no name', { at, hint: 'give it one, such as "root"' }));
  }
  return {
    name,
    size: readSize(record, 'size') ?? bytes(0),
    ...nonEmpty('mountpoint', record.string('mountpoint')),
    ...nonZero('groupId', record.integer('group_id')),
    ...nonEmpty('compress', record.string('compress')),
    ...ifTrue('readOnly', record.boolean('read_only')),
    ...nonEmpty('uuid', record.string('uuid')),
  };
}

function readVolumeGroup(value: unknown, reading: Reading): VolumeGroup | undefined {
  const record = StrictRecord.of(value, ['name', 'description', 'logical_volumes'], reading);
  if (record === undefined) return undefined;
  const volumes = record.records('logical_volumes', ['name', 'size', 'payload_type', 'payload']) ?? [];
  return {
    kind: 'lvm',
    name: record.string('name') ?? '',
    ...nonEmpty('description', record.string('description')),
    logicalVolumes: volumes.map(readLogicalVolume),
  };
}

function readLogicalVolume(record: StrictRecord): LogicalVolume {
  return {
    name: record.string('name') ?? '',
    size: readSize(record, 'size') ?? bytes(0),
    ...given('payload', readHeld(record)),
  };
}

/** The reference knows the options of a swap area in this spelling alone: its fields have no names of their own. */
function readSwap(value: unknown, reading: Reading): Swap | undefined {
  const record = StrictRecord.of(value, ['uuid', 'label', 'fstaboptions', 'UUID', 'Label', 'FSTabOptions'], reading);
  if (record === undefined) return undefined;
  const either = (...keys: readonly string[]) =>
    keys.map((key) => record.string(key)).find((text) => text !== undefined);
  return {
    kind: 'swap',
    ...nonEmpty('uuid', either('uuid', 'UUID')),
    ...nonEmpty('label', either('label', 'Label')),
    fstab: nonEmpty('options', either('fstaboptions', 'FSTabOptions')),
  };
}

function readRaw(value: unknown, reading: Reading): Payload | undefined {
  const record = StrictRecord.of(value, ['source_path'], reading);
  return record && { kind: 'raw', sourcePath: record.string('source_path') ?? '' };
}
