import { expect, test } from 'vitest';
import { moduleOrder } from './module-order.ts';

const dependencies = [
  'kernel/fs/9p/9p.ko.xz: kernel/net/9p/9pnet.ko.xz kernel/fs/netfs/netfs.ko.xz',
  'kernel/net/9p/9pnet.ko.xz:',
  'kernel/fs/netfs/netfs.ko.xz:',
  'kernel/net/9p/9pnet_virtio.ko.xz: kernel/net/9p/9pnet.ko.xz kernel/drivers/virtio/virtio-ring.ko.xz',
  'kernel/drivers/virtio/virtio-ring.ko.xz:',
  'kernel/a.ko: kernel/b.ko',
  'kernel/b.ko: kernel/a.ko',
  '',
].join('\n');

test.each<readonly [string, readonly string[], readonly string[]]>([
  [
    'after what it needs',
    ['9p'],
    ['kernel/fs/netfs/netfs.ko.xz', 'kernel/net/9p/9pnet.ko.xz', 'kernel/fs/9p/9p.ko.xz'],
  ],
  [
    'each once',
    ['9pnet_virtio', '9pnet', 'virtio_ring'],
    ['kernel/drivers/virtio/virtio-ring.ko.xz', 'kernel/net/9p/9pnet.ko.xz', 'kernel/net/9p/9pnet_virtio.ko.xz'],
  ],
  ['not where it is built in', ['ext4'], []],
  ['even where two need each other', ['a'], ['kernel/b.ko', 'kernel/a.ko']],
])('a module is loaded %s', (_, names, files) => {
  expect(moduleOrder(dependencies, names)).toEqual(files);
});
