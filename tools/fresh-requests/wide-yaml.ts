import type { Draw } from './draw.ts';
import { uuid, word } from './texts.ts';

type Values = Readonly<Record<string, unknown>>;

const linux = '0FC63DAF-8483-4772-8E79-3D69D8477DE4';
const firmware = [
  { size: '1 MiB', type: '21686148-6449-6E6F-744E-656564454649', bootable: true },
  {
    size: '501 MiB',
    type: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B',
    payload_type: 'filesystem',
    payload: { type: 'vfat', mountpoint: '/boot/efi', label: 'EFI-SYSTEM' },
  },
  {
    size: '1 GiB',
    type: 'BC13C2FF-59E6-4262-A352-B275FD6F7172',
    payload_type: 'filesystem',
    payload: { type: 'ext4', mountpoint: '/boot', label: 'boot' },
  },
] as const;

/**
 * The text of a disk.yaml with all that the format has: encrypted containers, volume groups and btrfs in one another, with every
 * option, and the ways of YAML to write values once, such as anchors and merge keys.
 */
export function wideDiskYaml(draw: Draw): string {
  const partitions = [
    ...firmware.slice(draw.int(2), draw.pick([2, 3, 3])),
    ...draw.list(0, 2, (index) => partition(draw, `/var/w${index}`)),
    partition(draw, '/'),
    ...draw.list(0, 1, () => partition(draw, '/srv')),
  ];
  const table = {
    type: draw.chance(0.93) ? 'gpt' : 'dos',
    ...draw.some(0.25, {
      uuid: () => uuid(draw, 0.05),
      size: () => size(draw),
      start_offset: () => draw.pick(['1 MiB', 1_048_576, 8_388_608, 16_384, '0.5 MiB']),
      grain_size: () => draw.pick(['4 MiB', 1_048_576, 512, 3000]),
      policy: () => draw.some(0.6, { ensure_xbootldr: () => flag(draw), grow_root_to_fill_disk: () => flag(draw) }),
    }),
    ...draw.some(0.1, {
      absolute_start_offset: () => flag(draw),
      extra_padding: () => draw.pick([4096, 1_048_576, 12_345]),
      sector_size: () => draw.pick([512, 4096]),
    }),
    partitions,
  };
  const document = {
    ...draw.some(0.7, { mount_configuration: () => draw.pick(['fstab', 'units', 'none', 'units']) }),
    partition_table: table,
  };
  return written(draw, document);
}

const flag = (draw: Draw): boolean => draw.chance(0.5);

function size(draw: Draw): string | number {
  return draw.pick([
    `${1 + draw.int(30)} GiB`,
    `${200 + draw.int(3000)} MiB`,
    `${300 + draw.int(9000)}MB`,
    (200 + draw.int(4000)) * 2 ** 20,
    500_000_000 + draw.int(2 ** 30),
    `${1 + draw.int(4)}.${draw.int(99)} GB`,
  ]);
}

function partition(draw: Draw, mountpoint: string): Values {
  return {
    size: size(draw),
    ...draw.some(0.8, { type: () => linux }),
    ...draw.some(0.12, {
      uuid: () => uuid(draw, 0.05),
      label: () => word(draw),
      attrs: () => draw.pick([[59], [0, 2], [60, 63], []] as const),
      bootable: () => flag(draw),
      start: () => draw.pick([0, 2_097_152, 1_048_576]),
    }),
    ...held(draw, mountpoint, draw.pick(['filesystem', 'luks', 'lvm', 'btrfs', 'luks', 'lvm'])),
  };
}

type Kind = 'filesystem' | 'luks' | 'lvm' | 'btrfs' | 'swap' | 'raw';

/** `payload_type` and `payload` of a partition, a volume or an encrypted container. */
function held(draw: Draw, mountpoint: string, kind: Kind): Values {
  if (draw.chance(0.01)) return draw.pick([{ payload_type: kind }, {}, { payload_type: kind, payload: {} }] as const);
  return { payload_type: kind, payload: payloads[kind](draw, mountpoint) };
}

const payloads: Readonly<Record<Kind, (draw: Draw, mountpoint: string) => Values>> = {
  filesystem,
  luks,
  lvm: volumeGroup,
  btrfs,
  swap,
  raw: (draw) => ({ source_path: draw.pick(['/usr/lib/image.img', '/usr/lib/a b']) }),
};

function filesystem(draw: Draw, mountpoint: string): Values {
  return {
    type: draw.pick(['ext4', 'xfs', 'ext4', 'xfs', 'vfat']),
    mountpoint,
    ...draw.some(0.3, {
      label: () => word(draw),
      fstab_options: () => draw.pick(['defaults', 'ro', 'noatime,x-systemd.growfs', 'nodev,nosuid,noexec']),
      fstab_freq: () => draw.int(2),
      fstab_passno: () => draw.int(3),
    }),
    ...draw.some(0.1, {
      uuid: () => uuid(draw, 0.05),
      mkfs_options: () =>
        draw.some(0.4, {
          verity: () => flag(draw),
          agcount: () => draw.int(6),
          geometry: () => draw.some(0.9, { heads: () => draw.int(256), sectors_per_track: () => draw.int(64) }),
        }),
    }),
  };
}

function luks(draw: Draw, mountpoint: string): Values {
  return {
    ...draw.some(0.9, { passphrase: () => draw.pick(['osbuild', 'a b"c', 'é']) }),
    ...draw.some(0.25, {
      uuid: () => uuid(draw, 0.05),
      label: () => word(draw),
      cipher: () => draw.pick(['aes-xts-plain64', 'cipher_null']),
      subsystem: () => word(draw),
      sector_size: () => draw.pick([512, 4096, 0]),
      pbkdf: () =>
        draw.some(0.7, {
          iterations: () => (draw.chance(0.05) ? draw.int(4) : 4 + draw.int(9)),
          memory: () => (draw.chance(0.05) ? draw.int(40) : 32 + draw.int(4000)),
          parallelism: () => (draw.chance(0.05) ? draw.int(9) : 1 + draw.int(4)),
        }),
      clevis: () =>
        draw.some(0.9, {
          pin: () => draw.pick(['null', 'tpm2', 'sss']),
          policy: () => draw.pick(['{}', '{"pcr_ids":"7"}', '']),
          remove_passphrase: () => flag(draw),
        }),
    }),
    ...held(draw, mountpoint, draw.pick(['filesystem', 'lvm', 'btrfs', 'filesystem', 'lvm', 'swap'])),
  };
}

function volumeGroup(draw: Draw, mountpoint: string): Values {
  const volume = (at: string, index: number): Values => ({
    ...draw.some(0.9, { name: () => `${draw.pick(['lv', 'home-', 'x_', 'a.b+'])}${index}` }),
    size: draw.chance(0.1) ? draw.pick([0, '1', 4_194_303]) : size(draw),
    ...held(draw, at, draw.pick(['filesystem', 'filesystem', 'filesystem', 'swap', 'luks'])),
  });
  const below = mountpoint === '/' ? '' : mountpoint;
  return {
    ...draw.some(0.9, { name: () => draw.pick(['rootvg', 'vg00', 'vg-data', word(draw)]) }),
    ...draw.some(0.2, { description: () => draw.pick(['created by hand', 'é']) }),
    logical_volumes: [
      { name: `main${word(draw)}`, size: size(draw), ...held(draw, mountpoint, 'filesystem') },
      ...draw.list(0, 3, (index) => volume(`${below}/v${index}`, index)),
    ],
  };
}

function btrfs(draw: Draw, mountpoint: string): Values {
  const below = mountpoint === '/' ? '' : mountpoint;
  const subvolume = (name: string, at: string): Values => ({
    name,
    mountpoint: at,
    ...draw.some(0.2, {
      size: () => size(draw),
      group_id: () => draw.int(9),
      compress: () => draw.pick(['zstd:1', 'lzo', 'zlib:9']),
      read_only: () => flag(draw),
      uuid: () => uuid(draw, 0.05),
    }),
  });
  return {
    ...draw.some(0.3, { label: () => word(draw), uuid: () => uuid(draw, 0.05) }),
    subvolumes: [
      subvolume(draw.pick(['root', '@', 'sys/os']), mountpoint),
      ...draw.list(0, 3, (index) => subvolume(`s${index}`, `${below}/b${index}`)),
    ],
  };
}

function swap(draw: Draw): Values {
  return draw.some(0.4, {
    [draw.pick(['uuid', 'UUID'])]: () => uuid(draw, 0.05),
    [draw.pick(['label', 'Label'])]: () => word(draw),
    [draw.pick(['fstaboptions', 'FSTabOptions'])]: () => draw.pick(['defaults', 'pri=10', 'discard']),
  });
}

/** The document as JSON, or in the styles of YAML, with values that are written once under an anchor. */
function written(draw: Draw, document: Values): string {
  const choice = draw.int(10);
  if (choice === 0) return `${JSON.stringify(document)}\n`;
  if (choice === 1) return `${JSON.stringify(document, null, 2)}\n`;
  const text = block(draw, document, '');
  const merged = draw.chance(0.15);
  if (!merged) return text;
  const common = draw.pick(['{type: ext4}', '{type: xfs, label: m}', '{type: ext4, fstab_options: ro}']);
  const [found] = text.match(/^ *payload:\n/m) ?? [];
  if (found === undefined) return text;
  const indent = ' '.repeat(found.length - found.trimStart().length + 2);
  const merges = draw.pick(['<<: *common', '<<: [*common]', '"<<": *common', '<<: *other']);
  return `.common: &common ${common}\n${text.replace(found, `${found}${indent}${merges}\n`)}`;
}

function block(draw: Draw, value: unknown, indent: string): string {
  if (Array.isArray(value))
    return value
      .map((item: unknown) => `${indent}- ${block(draw, item, `${indent}  `).slice(indent.length + 2)}`)
      .join('');
  if (typeof value !== 'object' || value === null) return `${indent}${scalar(draw, value)}\n`;
  return Object.entries(value)
    .map(([key, inner]) => {
      const isEmpty = typeof inner === 'object' && inner !== null && Object.keys(inner).length === 0;
      if (typeof inner !== 'object' || isEmpty || draw.chance(0.15))
        return `${indent}${key}: ${typeof inner === 'object' ? JSON.stringify(inner) : scalar(draw, inner)}\n`;
      return `${indent}${key}:\n${block(draw, inner, `${indent}${Array.isArray(inner) ? '' : '  '}`)}`;
    })
    .join('');
}

function scalar(draw: Draw, value: unknown): string {
  if (typeof value !== 'string') return String(value);
  if (!/^[A-Za-z][A-Za-z -]*[A-Za-z]$/.test(value) || /^(?:null|true|false|yes|no|on|off|y|n)$/i.test(value))
    return JSON.stringify(value);
  return draw.pick([value, `"${value}"`, `'${value}'`, `!!str ${value}`, `${value} # c`]);
}
