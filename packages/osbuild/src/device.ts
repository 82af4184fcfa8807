import { defined } from '@bootwright/core';
import type { Given } from './given.ts';

/** Fields in the order in which they are written. Sizes and offsets are in sectors, `sector-size` is in bytes. */
export interface LoopbackOptions {
  readonly filename: string;
  readonly start?: number;
  readonly size?: number;
  readonly 'sector-size'?: number;
  readonly lock?: boolean;
  readonly partscan?: boolean;
  readonly 'read-only'?: boolean;
}

/** A file, or a span of it, as a block device. */
export interface LoopbackDevice {
  readonly type: 'org.osbuild.loopback';
  readonly options: LoopbackOptions;
}

export interface LogicalVolumeOptions {
  readonly volume: string;
  /** The partition that holds the volume group, counted from 1; only below a device with `partscan`. */
  readonly vg_partnum?: number;
}

export interface LogicalVolumeDevice {
  readonly type: 'org.osbuild.lvm2.lv';
  readonly parent: string;
  readonly options: LogicalVolumeOptions;
}

export interface Luks2Device {
  readonly type: 'org.osbuild.luks2';
  readonly parent: string;
  readonly options: { readonly passphrase: string };
}

export type Device = LoopbackDevice | LogicalVolumeDevice | Luks2Device;

/** The devices of one stage by name; in manifests sorted by name (`sortedRecord`). */
export type Devices = Readonly<Record<string, Device>>;

/**
 * A loopback device with its options in the manifest's order. As in the reference, what is zero or false is left out:
 * `start` and `size` of 0, and flags that are not set.
 */
export function loopbackDevice(options: Given<LoopbackOptions> & { readonly filename: string }): LoopbackDevice {
  const { filename, start = 0, size = 0, lock = false, partscan = false } = options;
  return {
    type: 'org.osbuild.loopback',
    options: {
      filename,
      ...(start === 0 ? {} : { start }),
      ...(size === 0 ? {} : { size }),
      ...defined({ 'sector-size': options['sector-size'] }),
      ...(lock ? { lock } : {}),
      ...(partscan ? { partscan } : {}),
      ...(options['read-only'] === true ? { 'read-only': true } : {}),
    },
  };
}

/** A logical volume on the volume group of the device `parent`. */
export function logicalVolumeDevice(parent: string, options: LogicalVolumeOptions): LogicalVolumeDevice {
  const { volume, vg_partnum } = options;
  return {
    type: 'org.osbuild.lvm2.lv',
    parent,
    options: vg_partnum === undefined ? { volume } : { volume, vg_partnum },
  };
}

/** The opened content of the encrypted device `parent`. */
export function luks2Device(parent: string, passphrase: string): Luks2Device {
  return { type: 'org.osbuild.luks2', parent, options: { passphrase } };
}
