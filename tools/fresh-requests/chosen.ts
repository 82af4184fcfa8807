type Values = Readonly<Record<string, unknown>>;

const container = {
  imgref: 'registry.example.com/team/app:1',
  arch: 'x86_64',
  default_root_fs: 'ext4',
  size: 1_000_000_000,
  os_info: { os_release: { id: 'acme', version_id: '1', name: 'Acme' }, disk_yaml: 'mount_configuration: fstab\n' },
};

const root = { mountpoint: '/', fs_type: 'ext4', minsize: '4 GiB' };
const swap = { fs_type: 'swap', minsize: '1 GiB' };

function partition(index: number): Values {
  return { mountpoint: `/var/p${index}`, fs_type: 'ext4', minsize: '1 GiB' };
}

function request(name: string, customizations: Values, changes: Values = {}): Values {
  return {
    name: `chosen-${name}`,
    container,
    image_type: 'raw',
    seed: 1,
    options: {},
    blueprint: { customizations },
    ...changes,
  };
}

function partitions(...list: readonly Values[]): Values {
  return { disk: { partitions: list } };
}

function many<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Requests at limits that random ones seldom meet. */
export const chosenRequests: readonly Values[] = [
  // BIOS boot and ESP are added.
  request('gpt-128', partitions(root, ...many(125, partition))),
  request('gpt-129', partitions(root, ...many(126, partition))),
  ...[11, 12, 13, 49, 50, 51].map((count) =>
    request(`swaps-among-${count}`, partitions(...many(count - 5, partition), swap, swap, root, swap, swap)),
  ),
  request('subvolumes-60', {
    disk: {
      partitions: [
        {
          type: 'btrfs',
          minsize: '20 GiB',
          subvolumes: [
            { name: 'root', mountpoint: '/' },
            ...many(60, (index) => ({ name: `s${index}`, mountpoint: `/var/s${index}` })),
          ],
        },
        ...many(5, () => swap),
      ],
    },
  }),
  request(
    'empty-partitions-behind-root',
    partitions(root, ...many(14, (index) => ({ ...partition(index), minsize: 0 }))),
  ),
];
