import { describe, expect, test } from 'vitest';
import { encodeJsonCompact } from '../encoding/encode-manifest.ts';
import { logicalVolumeDevice, loopbackDevice, luks2Device } from './device.ts';

describe('a device', () => {
  test.each([
    [
      'a partition of a file, locked, in the order of the manifest',
      loopbackDevice({ lock: true, 'sector-size': 4096, size: 8, start: 4, filename: 'disk.raw' }),
      '{"type":"org.osbuild.loopback","options":{"filename":"disk.raw","start":4,"size":8,"sector-size":4096,"lock":true}}\n',
    ],
    [
      'a whole file, without what is zero or false',
      loopbackDevice({ filename: 'disk.raw', start: 0, size: 0, lock: false, partscan: true, 'read-only': false }),
      '{"type":"org.osbuild.loopback","options":{"filename":"disk.raw","partscan":true}}\n',
    ],
    [
      'a file that is only read',
      loopbackDevice({ filename: 'disk.raw', 'read-only': true }),
      '{"type":"org.osbuild.loopback","options":{"filename":"disk.raw","read-only":true}}\n',
    ],
    [
      'a logical volume below a partition',
      logicalVolumeDevice('root', { volume: 'rootlv' }),
      '{"type":"org.osbuild.lvm2.lv","parent":"root","options":{"volume":"rootlv"}}\n',
    ],
    [
      'a logical volume below a whole disk',
      logicalVolumeDevice('disk', { vg_partnum: 3, volume: 'rootlv' }),
      '{"type":"org.osbuild.lvm2.lv","parent":"disk","options":{"volume":"rootlv","vg_partnum":3}}\n',
    ],
    [
      'an encrypted device',
      luks2Device('root', 'secret'),
      '{"type":"org.osbuild.luks2","parent":"root","options":{"passphrase":"secret"}}\n',
    ],
  ])('is %s', (_name, device, text) => {
    expect(encodeJsonCompact(device)).toBe(text);
  });
});
