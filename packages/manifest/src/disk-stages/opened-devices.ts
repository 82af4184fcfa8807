import { Fault } from '@bootwright/core';
import { type DeviceLayer, mountName, type PartitionTable, type Payload } from '@bootwright/disk';
import { type Device, type Devices, logicalVolumeDevice, loopbackDevice, sortedRecord } from '@bootwright/osbuild';

/** The name under which stages that make file systems find the device to work on. */
const worked = 'device';

/**
 * The devices that open one after the other on the way to a place of the disk, each named after its content, and the
 * last one as the device to work on. Faults: `disk/luks`, since bootc installs to no encrypted disk.
 */
export function openedDevices(table: PartitionTable, filename: string, layers: readonly DeviceLayer[]): Devices {
  const devices: (readonly [string, Device])[] = [];
  let parent = '';
  for (const [index, layer] of layers.entries()) {
    const name = index === layers.length - 1 ? worked : deviceName(layer.holds);
    devices.push([name, device(layer, parent, table, filename)]);
    parent = name;
  }
  return sortedRecord(devices);
}

function device(layer: DeviceLayer, parent: string, table: PartitionTable, filename: string): Device {
  switch (layer.kind) {
    case 'partition':
      return loopbackDevice({
        filename,
        start: layer.start,
        size: layer.size,
        'sector-size': table.sectorSize,
        lock: true,
      });
    case 'logical-volume':
      return logicalVolumeDevice(parent, { volume: layer.logicalVolume.name });
    default:
      throw new Fault('disk/luks', 'bootc cannot install to an encrypted file system', {
        at: { document: 'disk.yaml', path: ['partition_table'] },
        hint: 'leave the encryption to the first boot (systemd-repart, systemd-cryptenroll)',
      });
  }
}

function deviceName(held: Payload | undefined): string {
  switch (held?.kind) {
    case 'lvm':
      return held.name;
    case 'filesystem':
      return mountName(held.mountpoint ?? '');
    default:
      return 'volume';
  }
}
