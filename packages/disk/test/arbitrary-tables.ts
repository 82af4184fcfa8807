import { bytes, KiB, MiB, TiB } from '@bootwright/core';
import fc from 'fast-check';
import type {
  CustomLayout,
  CustomPartition,
  MountpointRequest,
  Partition,
  PartitionTable,
  Payload,
} from '../src/index.ts';

/** How often a property is tried: many times in CI, a few at a desk. */
export const runs = Number(process.env.FUZZ_RUNS ?? 300);

const size = fc.oneof(
  fc.integer({ min: 0, max: 20_000 }).map(MiB),
  fc.integer({ min: 0, max: 2 ** 40 }).map(bytes),
  fc.constantFrom(bytes(0), bytes(1), MiB(4), TiB(1)),
);

const otherMountpoint = fc.constantFrom('/boot', '/boot/efi', '/usr', '/var', '/var/log', '/srv', '/home');

const filesystem = (mountpoint: string): fc.Arbitrary<Payload> =>
  fc.record({
    kind: fc.constant('filesystem' as const),
    type: fc.constantFrom('ext4', 'xfs', 'vfat'),
    mountpoint: fc.constant(mountpoint),
    fstab: fc.constantFrom({}, { options: 'ro' }, { options: 'ro,rw', pass: 1 }),
  });

const btrfs = (mountpoint: string): fc.Arbitrary<Payload> =>
  fc.array(size, { maxLength: 3 }).map((sizes) => ({
    kind: 'btrfs',
    subvolumes: [
      { name: 'first', size: bytes(0), mountpoint },
      ...sizes.map((each, index) => ({ name: `more${index}`, size: each })),
    ],
  }));

const luks = (mountpoint: string): fc.Arbitrary<Payload> =>
  filesystem(mountpoint).map((payload) => ({ kind: 'luks', payload }));

const partition = (payload: fc.Arbitrary<Payload>): fc.Arbitrary<Partition> =>
  fc.record({ start: fc.constant(bytes(0)), size, payload });

const empty: fc.Arbitrary<Partition> = fc.record({ start: fc.constant(bytes(0)), size });

/** A base table with one root and no volume group. */
export const baseTable: fc.Arbitrary<PartitionTable> = fc
  .record({
    type: fc.constantFrom('gpt' as const, 'dos' as const),
    size,
    before: fc.array(fc.oneof(empty, partition(fc.constant({ kind: 'swap', fstab: {} }))), { maxLength: 2 }),
    boot: fc.option(partition(filesystem('/boot')), { nil: undefined }),
    root: partition(fc.oneof(filesystem('/'), btrfs('/'), luks('/'))),
    after: fc.array(empty, { maxLength: 1 }),
    settings: fc.record(
      {
        grainSize: fc.constantFrom(KiB(4), MiB(1), MiB(4), bytes(3_000_000)),
        sectorSize: fc.constantFrom(512, 4096),
        extraPadding: size,
        startOffset: size,
        absoluteStartOffset: fc.boolean(),
        growRoot: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ type, size: least, before, boot, root, after, settings }) => ({
    type,
    size: least,
    partitions: [...before, ...(boot === undefined ? [] : [boot]), root, ...after].slice(type === 'dos' ? -4 : 0),
    ...settings,
  }))
  .filter(({ partitions }) => partitions.some(({ payload }) => payload !== undefined && payload.kind !== 'swap'));

export const requests: fc.Arbitrary<readonly MountpointRequest[]> = fc.array(
  fc.record({ mountpoint: fc.oneof(fc.constant('/'), otherMountpoint), minimumSize: size }),
  { maxLength: 4 },
);

const fsType = fc.constantFrom('ext4', 'xfs', 'vfat');

const plain = (mountpoint: string): fc.Arbitrary<CustomPartition> =>
  fc.record({ kind: fc.constant('plain' as const), minimumSize: size, mountpoint: fc.constant(mountpoint), fsType });

/** No blueprint has /boot in a volume of its own. */
const custom = (mountpoint: string): fc.Arbitrary<CustomPartition> =>
  mountpoint === '/boot' ? plain(mountpoint) : fc.oneof(plain(mountpoint), inVolumes(mountpoint));

const inVolumes = (mountpoint: string): fc.Arbitrary<CustomPartition> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('lvm' as const),
      minimumSize: size,
      logicalVolumes: fc
        .array(fc.record({ minimumSize: size, fsType: fc.constant('swap') }), { maxLength: 3 })
        .chain((swaps) =>
          fc
            .record({ minimumSize: size, mountpoint: fc.constant(mountpoint), fsType })
            .map((volume) => [...swaps, volume]),
        ),
    }),
    fc.record({
      kind: fc.constant('btrfs' as const),
      minimumSize: size,
      subvolumes: fc.constant([{ name: mountpoint, mountpoint }]),
    }),
  );

/** A layout whose mountpoints are all different, with a root or without. */
export const customLayout: fc.Arbitrary<CustomLayout> = fc
  .uniqueArray(fc.constantFrom('/', '/boot', '/var', '/srv', '/home'), { maxLength: 4 })
  .chain((mountpoints) =>
    fc.record(
      {
        minimumSize: size,
        partitions: fc.tuple(...mountpoints.map(custom)),
        startOffset: size,
        sectorSize: fc.constantFrom(512, 4096),
      },
      { requiredKeys: ['minimumSize', 'partitions'] },
    ),
  );
