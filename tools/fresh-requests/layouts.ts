import type { Draw } from './draw.ts';
import { oddText, oddWord, pathBelow, size, uuid, word } from './texts.ts';

type Values = Readonly<Record<string, unknown>>;

/** `filesystem` or `disk`, now and then both or neither. */
export function layoutCustomizations(draw: Draw, odds: number): Values {
  const choice = draw.int(100);
  if (choice < 30) return { filesystem: filesystems(draw, odds) };
  if (choice < 31) return { filesystem: filesystems(draw, odds), disk: disk(draw, odds) };
  return choice < 90 ? { disk: disk(draw, odds) } : {};
}

function filesystems(draw: Draw, odds: number): readonly Values[] {
  const mountpoints = new Set<string>();
  return draw
    .list(draw.chance(0.1) ? 0 : 1, draw.chance(0.08) ? 20 : 4, (index) => {
      const mountpoint = index === 0 && draw.chance(0.6) ? '/' : filesystemMountpoint(draw, odds);
      return {
        mountpoint,
        minsize: size(draw, odds),
        fresh: !mountpoints.has(mountpoint) && mountpoints.add(mountpoint),
      };
    })
    .filter(({ fresh }) => fresh || draw.chance(odds / 2))
    .map(({ mountpoint, minsize }) => ({ mountpoint, minsize }));
}

function filesystemMountpoint(draw: Draw, odds: number): string {
  if (draw.chance(odds / 10)) {
    const denied = [
      '/usr',
      '/var',
      '/home',
      '/opt',
      '/var/home',
      '/var/mnt/x',
      '/boot/efi',
      '/tmp',
      '/etc/x',
      '/var/srv',
    ] as const;
    return draw.pick(denied);
  }
  return draw.chance(0.15) ? '/boot' : pathBelow(draw, draw.pick(['/var', '/var/lib', '/var/log']), odds);
}

function disk(draw: Draw, odds: number): Values {
  const type = draw.chance(0.3)
    ? draw.pick(['gpt', 'gpt', 'gpt', 'dos'])
    : draw.chance(odds / 10)
      ? draw.pick(['mbr', ''])
      : undefined;
  const many = type !== 'dos' && draw.chance(0.12);
  const chosen = draw.int(10);
  const rooted = draw.chance(0.85);
  const plain = draw.list(many ? 10 : 0, many ? draw.pick([24, 24, 70, 124]) : 3, (index) =>
    plainPartition(draw, odds, `/var/p${index}`),
  );
  const root: readonly Values[] =
    chosen < 6
      ? rooted
        ? [
            {
              ...base(draw, odds, type),
              mountpoint: '/',
              fs_type: filesystemType(draw, odds),
              ...draw.some(0.3, { label: () => label(draw, odds) }),
            },
          ]
        : []
      : chosen < 8
        ? [volumeGroup(draw, odds, rooted)]
        : [btrfsVolume(draw, odds, rooted)];
  const at = draw.int(plain.length + 1);
  const partitions = [...plain.slice(0, at), ...root, ...plain.slice(at)];
  return {
    ...(type === undefined ? {} : { type }),
    ...draw.some(0.3, { minsize: () => size(draw, odds) }),
    ...draw.some(0.08, {
      start_offset: () => size(draw, odds),
      sector_size: () => draw.pick([512, 4096, 512, 4096, 0, 1024, 1000, 1, 2 ** 20]),
    }),
    ...(partitions.length === 0 && draw.chance(0.3) ? {} : { partitions }),
  };
}

function filesystemType(draw: Draw, odds: number): string {
  return draw.chance(odds / 4)
    ? draw.pick(['btrfs', 'swap', 'none', 'ext3', ''])
    : draw.pick(['ext4', 'xfs', 'ext4', 'xfs', 'vfat']);
}

function label(draw: Draw, odds: number): string {
  return draw.chance(odds) ? oddWord(draw, 1) : draw.pick(['root', 'data', 'boot', word(draw)]);
}

function base(draw: Draw, odds: number, type: string | undefined): Values {
  return {
    minsize: size(draw, odds),
    ...draw.some(0.08, {
      part_type: () =>
        type === 'dos' || draw.chance(odds / 2)
          ? draw.pick(['83', '8e', 'ef', '06', 'EF', '0', '083', 'gg'])
          : uuid(draw, odds),
    }),
    ...(type === 'dos' && !draw.chance(odds)
      ? {}
      : draw.some(0.08, {
          part_uuid: () => uuid(draw, odds),
          part_label: () =>
            draw.chance(odds)
              ? draw.pick([oddText(draw), 'x'.repeat(36), 'x'.repeat(37), '😀'.repeat(18)])
              : word(draw),
        })),
  };
}

function plainPartition(draw: Draw, odds: number, fallback: string): Values {
  const kind = draw.int(20);
  if (kind < 4)
    return {
      ...base(draw, odds, 'gpt'),
      fs_type: 'swap',
      ...draw.some(0.3, { label: () => label(draw, odds) }),
      ...draw.some(odds / 6, { mountpoint: () => '/swap' }),
    };
  if (kind < 5) return { ...base(draw, odds, 'gpt'), fs_type: 'none' };
  if (kind < 7)
    return {
      ...base(draw, odds, 'gpt'),
      mountpoint: '/boot',
      fs_type: draw.chance(odds / 10) ? 'vfat' : draw.pick(['ext4', 'xfs']),
    };
  if (kind < 9)
    return { ...base(draw, odds, 'gpt'), mountpoint: '/boot/efi', fs_type: draw.chance(odds / 8) ? 'ext4' : 'vfat' };
  return {
    ...base(draw, odds, 'gpt'),
    mountpoint: diskMountpoint(draw, odds, fallback),
    fs_type: filesystemType(draw, odds),
    ...draw.some(0.2, { label: () => label(draw, odds) }),
    ...draw.some(0.1, { type: () => 'plain' }),
    ...draw.some(odds / 20, { name: () => 'x' }),
  };
}

function diskMountpoint(draw: Draw, odds: number, fallback: string): string {
  if (draw.chance(0.5)) return fallback;
  return draw.chance(0.3)
    ? draw.pick(['/home', '/srv', '/usr', '/opt', '/data', '/var', '/etc/x', '/tmp', '/var/home'])
    : pathBelow(draw, draw.pick(['/var', '/data', '/']), odds);
}

function volumeGroup(draw: Draw, odds: number, rooted: boolean): Values {
  const volumes = draw.list(0, draw.chance(0.1) ? 16 : 4, (index) => {
    const swap = draw.chance(0.25);
    return {
      ...draw.some(0.4, { name: () => (draw.chance(odds) ? oddWord(draw, 1) : word(draw)) }),
      minsize: size(draw, odds),
      ...(swap ? { fs_type: 'swap' } : { fs_type: filesystemType(draw, odds) }),
      ...(swap && !draw.chance(odds / 4) ? {} : { mountpoint: diskMountpoint(draw, odds, `/var/l${index}`) }),
      ...draw.some(0.2, { label: () => label(draw, odds) }),
    };
  });
  const root = {
    minsize: size(draw, odds),
    mountpoint: '/',
    fs_type: filesystemType(draw, odds),
    ...draw.some(0.5, { name: () => 'rootlv' }),
  };
  const at = draw.int(volumes.length + 1);
  return {
    type: 'lvm',
    ...base(draw, odds, 'gpt'),
    ...draw.some(0.4, {
      name: () => (draw.chance(odds) ? oddWord(draw, 1) : draw.pick(['vg00', 'rootvg', word(draw)])),
    }),
    logical_volumes: rooted ? [...volumes.slice(0, at), root, ...volumes.slice(at)] : volumes,
  };
}

function btrfsVolume(draw: Draw, odds: number, rooted: boolean): Values {
  const volumes = draw.list(rooted ? 0 : 1, draw.chance(0.1) ? draw.pick([16, 16, 80]) : 4, (index) => ({
    name: draw.chance(odds) ? draw.pick([oddWord(draw, 1), `/x${index}`, `a/b${index}`, 'root']) : `s${index}`,
    mountpoint: diskMountpoint(draw, odds, `/var/s${index}`),
  }));
  const root = { name: draw.pick(['root', '/', '@']), mountpoint: '/' };
  return { type: 'btrfs', ...base(draw, odds, 'gpt'), subvolumes: rooted ? [root, ...volumes] : volumes };
}
