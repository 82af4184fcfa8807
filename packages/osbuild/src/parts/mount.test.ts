import { describe, expect, test } from 'vitest';
import { encodeJsonCompact } from '../encoding/encode-manifest.ts';
import { bindMount, btrfsMount, filesystemMount, ostreeDeploymentMount } from './mount.ts';

const place = { name: 'boot', source: 'disk', target: '/boot' };

describe('a mount', () => {
  test.each([
    [
      'of a file system',
      filesystemMount('ext4', place),
      '{"name":"boot","type":"org.osbuild.ext4","source":"disk","target":"/boot"}\n',
    ],
    [
      'of a partition of a whole disk',
      filesystemMount('fat', { partition: 2, ...place }),
      '{"name":"boot","type":"org.osbuild.fat","source":"disk","target":"/boot","partition":2}\n',
    ],
    [
      'of a btrfs subvolume',
      btrfsMount({ ...place, partition: 3 }, { compress: 'zstd:1', subvol: 'root' }),
      '{"name":"boot","type":"org.osbuild.btrfs","source":"disk","target":"/boot","options":{"subvol":"root","compress":"zstd:1"},"partition":3}\n',
    ],
    [
      'of a btrfs volume itself, with options all the same',
      btrfsMount(place, { subvol: '', compress: '' }),
      '{"name":"boot","type":"org.osbuild.btrfs","source":"disk","target":"/boot","options":{}}\n',
    ],
    [
      'of the ostree deployment',
      ostreeDeploymentMount('ostree.deployment', 'mount'),
      '{"name":"ostree.deployment","type":"org.osbuild.ostree.deployment","options":{"source":"mount","deployment":{"default":true}}}\n',
    ],
    [
      'that shows another mount',
      bindMount('bind', 'mount://', 'tree://'),
      '{"name":"bind","type":"org.osbuild.bind","target":"tree://","options":{"source":"mount://"}}\n',
    ],
  ])('%s', (_name, mount, text) => {
    expect(encodeJsonCompact(mount)).toBe(text);
  });
});
