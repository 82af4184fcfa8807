import { defined } from '@bootwright/core';
import type { LoopbackDevice } from '../devices/loopback.ts';
import type { Luks2Device } from '../devices/luks2.ts';
import type { Lvm2LvDevice } from '../devices/lvm2-lv.ts';
import type { Given } from '../given.ts';
import type { deviceSchemas } from '../module-schemas.ts';
import type { OptionsOf } from '../schema/options-of.ts';

/** A file, or a span of it, as a block device; a logical volume; the content of an encrypted device. */
export type Device = OptionsOf<(typeof deviceSchemas)[keyof typeof deviceSchemas]>;

/** Fields in the order in which they are written. Sizes and offsets are in sectors, `sector-size` is in bytes. */
export type LoopbackOptions = NonNullable<LoopbackDevice['options']>;

/** `vg_partnum` is the partition that contains the volume group, counted from 1; only below a device with `partscan`. */
export type LogicalVolumeOptions = NonNullable<Lvm2LvDevice['options']>;

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
export function logicalVolumeDevice(parent: string, options: LogicalVolumeOptions): Lvm2LvDevice {
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
