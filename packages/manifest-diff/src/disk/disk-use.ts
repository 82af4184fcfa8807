import { defined } from '@bootwright/core';
import { entriesOf, fieldOf, listOf, numberOf, textOf } from '../diff/json-value.ts';
import { byteText, sectorSizeOf } from './size-field.ts';

/** How stages use a partition or volume. */
export interface Use {
  readonly mountpoint?: string;
  readonly filesystem?: string;
}

/** How the stages of a pipeline use its disk. */
export interface DiskUse {
  /** By partition number. */
  readonly byNumber: ReadonlyMap<number, Use>;
  /** By the byte where the partition begins. */
  readonly byStart: ReadonlyMap<number, Use>;
  /** By logical volume. */
  readonly byVolume: ReadonlyMap<string, Use>;
  /** Logical volumes by the byte where their partition begins. */
  readonly volumes: ReadonlyMap<number, readonly { readonly name: string; readonly size?: number }[]>;
}

/** What a device stands for. */
export type DeviceTarget =
  | { readonly kind: 'disk' }
  | { readonly kind: 'partition'; readonly start: number }
  | { readonly kind: 'volume'; readonly name: string };

/** What the device of that name stands for; undefined where there is none. `sector` is the disk's sector size. */
export function deviceTarget(devices: unknown, name: string, sector: number): DeviceTarget | undefined {
  const device = fieldOf(devices, name);
  if (device === undefined) return undefined;
  const options = fieldOf(device, 'options');
  const volume = textOf(options, 'volume');
  if (volume !== undefined) return { kind: 'volume', name: volume };
  const start = numberOf(options, 'start');
  if (start === undefined) return { kind: 'disk' };
  const own = numberOf(options, 'sector-size') === undefined ? sector : sectorSizeOf(device);
  return { kind: 'partition', start: start * own };
}

/** Reads mounts and mkfs stages. */
export function diskUse(stages: readonly unknown[], sector: number): DiskUse {
  const byNumber = new Map<number, Use>();
  const byStart = new Map<number, Use>();
  const byVolume = new Map<string, Use>();
  const volumes = new Map<number, readonly { readonly name: string; readonly size?: number }[]>();
  const mounted = <Key>(uses: Map<Key, Use>, key: Key, mountpoint: string): void => {
    const known = uses.get(key);
    // A file system with subvolumes is mounted at several places: the outermost one names it.
    if (known?.mountpoint !== undefined && known.mountpoint.length <= mountpoint.length) return;
    uses.set(key, { ...known, mountpoint });
  };
  for (const stage of stages) {
    const devices = fieldOf(stage, 'devices');
    for (const mount of listOf(stage, 'mounts')) {
      const mountpoint = textOf(mount, 'target');
      const device = textOf(mount, 'source');
      if (mountpoint === undefined || device === undefined || !mountpoint.startsWith('/')) continue;
      const target = deviceTarget(devices, device, sector);
      const number = numberOf(mount, 'partition');
      if (target?.kind === 'volume') mounted(byVolume, target.name, mountpoint);
      else if (target?.kind === 'partition') mounted(byStart, target.start, mountpoint);
      else if (number !== undefined) mounted(byNumber, number, mountpoint);
    }
    const type = textOf(stage, 'type') ?? '';
    const target = deviceTarget(devices, 'device', sector);
    if (target === undefined) continue;
    const filesystem = /^org\.osbuild\.mk(?:fs\.)?(.+)$/.exec(type)?.[1];
    if (filesystem !== undefined && type !== 'org.osbuild.mkdir') {
      if (target.kind === 'partition') byStart.set(target.start, { ...byStart.get(target.start), filesystem });
      if (target.kind === 'volume') byVolume.set(target.name, { ...byVolume.get(target.name), filesystem });
    }
    if (type === 'org.osbuild.lvm2.create' && target.kind === 'partition') {
      volumes.set(target.start, volumesOf(stage));
    }
  }
  return { byNumber, byStart, byVolume, volumes };
}

function volumesOf(stage: unknown): readonly { readonly name: string; readonly size?: number }[] {
  return listOf(fieldOf(stage, 'options'), 'volumes').map((volume, index) => {
    const size = byteText(textOf(volume, 'size') ?? '');
    return { name: textOf(volume, 'name') ?? `${index}`, ...defined({ size }) };
  });
}

/** The first device of a stage that stands for a partition or volume: what `mkfs` and the like work on. */
export function workedOn(stage: unknown, sector: number): DeviceTarget | undefined {
  const devices = fieldOf(stage, 'devices');
  return deviceTarget(devices, entriesOf(devices)[0]?.[0] ?? '', sector);
}
