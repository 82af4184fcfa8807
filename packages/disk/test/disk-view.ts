import {
  type DeviceLayer,
  type DiskEntry,
  type FstabEntity,
  fstabEntities,
  type PartitionTable,
  type Place,
  toSectors,
  walk,
} from '../src/index.ts';
import type { Device, Manifest, Stage } from './reference-cases.ts';

/** What the stages of a manifest say of the disk, in a form that a partition table gives as well. */
export interface DiskView {
  readonly size: string;
  readonly sectorSizes: readonly unknown[];
  readonly table: unknown;
  readonly made: readonly unknown[];
  readonly mounted: readonly unknown[];
}

const making = [
  'org.osbuild.mkfs.ext4',
  'org.osbuild.mkfs.xfs',
  'org.osbuild.mkfs.fat',
  'org.osbuild.mkfs.btrfs',
  'org.osbuild.btrfs.subvol',
  'org.osbuild.mkswap',
  'org.osbuild.lvm2.create',
  'org.osbuild.lvm2.metadata',
];

export function viewOfManifest(manifest: Manifest): DiskView {
  const stages = manifest.pipelines.find(({ name }) => name === 'image')?.stages ?? [];
  const options = (type: string) => stages.find((stage) => stage.type === type)?.options;
  const loops = stages.flatMap((stage) => Object.values(stage.devices ?? {})).filter(isLoop);
  return {
    size: options('org.osbuild.truncate')?.size ?? '',
    sectorSizes: [...new Set(loops.map((device) => device.options['sector-size']))],
    table: options('org.osbuild.sfdisk'),
    made: stages
      .filter(({ type }) => making.includes(type))
      .map((stage) => ({ type: stage.type, options: stage.options, devices: chain(stage) })),
    mounted: mountedBy(stages),
  };
}

function isLoop(device: Device): boolean {
  return device.type === 'org.osbuild.loopback';
}

/** From the disk inwards: `start+size` of the partition, then the logical volumes. */
function chain(stage: Stage): readonly string[] {
  const devices = stage.devices ?? {};
  const names: string[] = [];
  for (let device = devices.device; device !== undefined; device = devices[device.parent ?? '']) {
    const { start, size, volume } = device.options;
    names.unshift(isLoop(device) ? `${start}+${size}` : String(volume));
  }
  return names;
}

interface MountUnit {
  readonly config: { readonly [section: string]: Readonly<Record<string, string>> };
}

function mountedBy(stages: readonly Stage[]): readonly unknown[] {
  const fstab = stages.find(({ type }) => type === 'org.osbuild.fstab')?.options.filesystems ?? [];
  const units = stages.filter(({ type }) => type === 'org.osbuild.systemd.unit.create').map(({ options }) => options);
  return [...fstab, ...units.flatMap(mountUnit)].toSorted(byText);
}

function mountUnit(unit: Readonly<Record<string, unknown>>): readonly unknown[] {
  const { config } = unit as unknown as MountUnit;
  const { Mount, Swap } = config;
  const section = Mount ?? Swap;
  if (section === undefined || section.What?.startsWith('/dev/disk/by-uuid/') !== true) return [];
  const { What, Where = 'none', Type = 'swap', Options } = section;
  return [{ device: What, path: Where, vfs_type: Type, ...(Options === undefined ? {} : { options: Options }) }];
}

export function viewOfTable(table: PartitionTable, like: DiskView): DiskView {
  const entries = walk(table);
  const created = entries.flatMap((entry) => (entry.kind === 'lvm' ? [lvmCreate(entry)] : []));
  const renamed = entries.flatMap((entry) => (entry.kind === 'lvm' ? [lvmMetadata(entry)] : []));
  const usesUnits = like.mounted.some((entry) => typeof entry === 'object' && entry !== null && 'device' in entry);
  const mountedAs = (entity: FstabEntity): unknown => (usesUnits ? unitOf(entity) : lineOf(entity));
  return {
    size: String(table.size),
    sectorSizes: [table.sectorSize],
    table: sfdisk(table),
    made: [...created, ...entries.flatMap(made), ...renamed],
    mounted: like.mounted.length === 0 ? [] : fstabEntities(table).map(mountedAs).toSorted(byText),
  };
}

function sfdisk(table: PartitionTable) {
  return {
    label: table.type,
    uuid: table.uuid,
    partitions: table.partitions.map((partition) => ({
      ...(partition.bootable === true ? { bootable: true } : {}),
      ...(partition.label === undefined ? {} : { name: partition.label }),
      size: toSectors(table, partition.size),
      start: toSectors(table, partition.start),
      ...(partition.type === undefined ? {} : { type: partition.type }),
      ...(partition.uuid === undefined ? {} : { uuid: partition.uuid }),
      ...(partition.attributes === undefined ? {} : { attrs: partition.attributes }),
    })),
  };
}

function made(entry: DiskEntry): readonly unknown[] {
  const devices = chainOf(entry.place);
  switch (entry.kind) {
    case 'filesystem': {
      const { type, uuid, label, mkfs } = entry.filesystem;
      const id = type === 'vfat' ? { volid: uuid?.replace('-', '') } : { uuid };
      const options = { ...id, ...named(label), ...(mkfs?.verity === true ? { verity: true } : {}) };
      return [{ type: `org.osbuild.mkfs.${type === 'vfat' ? 'fat' : type}`, options, devices }];
    }
    case 'swap': {
      const { uuid, label } = entry.swap;
      return [{ type: 'org.osbuild.mkswap', options: { uuid, ...named(label) }, devices }];
    }
    case 'btrfs': {
      const { uuid, label, subvolumes } = entry.btrfs;
      const names = subvolumes.map(({ name }) => ({ name: `/${name.replace(/^\/+/, '')}` }));
      return [
        { type: 'org.osbuild.mkfs.btrfs', options: { uuid, ...named(label) }, devices },
        { type: 'org.osbuild.btrfs.subvol', options: { subvolumes: names }, devices },
      ];
    }
    default:
      return [];
  }
}

type LvmEntry = Extract<DiskEntry, { kind: 'lvm' }>;

function lvmCreate({ volumeGroup, place }: LvmEntry) {
  const volumes = volumeGroup.logicalVolumes.map(({ name, size }) => ({ name, size: `${size}B` }));
  return { type: 'org.osbuild.lvm2.create', options: { volumes }, devices: chainOf(place) };
}

function lvmMetadata({ volumeGroup, place }: LvmEntry) {
  return { type: 'org.osbuild.lvm2.metadata', options: { vg_name: volumeGroup.name }, devices: chainOf(place) };
}

function chainOf({ devices }: Place): readonly string[] {
  return devices.map((device: DeviceLayer) => {
    if (device.kind === 'partition') return `${device.start}+${device.size}`;
    return device.kind === 'luks' ? 'undefined' : device.logicalVolume.name;
  });
}

function named(label: string | undefined) {
  return label === undefined ? {} : { label };
}

function unitOf({ uuid = '', path, type, options }: FstabEntity) {
  const id = /^[\dA-F]{4}-[\dA-F]{4}$/.test(uuid) ? uuid : uuid.toLowerCase();
  const device = `/dev/disk/by-uuid/${id}`;
  return { device, path, vfs_type: type, ...(options === undefined ? {} : { options }) };
}

function lineOf({ uuid, path, type, options, frequency, pass }: FstabEntity) {
  return {
    uuid,
    vfs_type: type,
    path,
    ...(options === undefined ? {} : { options }),
    ...(frequency === 0 ? {} : { freq: frequency }),
    ...(pass === 0 ? {} : { passno: pass }),
  };
}

function byText(left: unknown, right: unknown): number {
  const [a, b] = [JSON.stringify(left), JSON.stringify(right)];
  return a < b ? -1 : Number(a > b);
}
