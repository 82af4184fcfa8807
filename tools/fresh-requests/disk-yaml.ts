import type { Draw } from './draw.ts';
import { oddWord, pathBelow, size, uuid, word } from './texts.ts';

type Fields = readonly (readonly [string, string])[];

const types = {
  bios: '21686148-6449-6E6F-744E-656564454649',
  esp: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B',
  data: '0FC63DAF-8483-4772-8E79-3D69D8477DE4',
  boot: 'BC13C2FF-59E6-4262-A352-B275FD6F7172',
} as const;

/** The text of a disk.yaml: as people write them, with anchors, comments, flow style, and numbers in every form. */
export function diskYaml(draw: Draw, odds: number): string {
  if (draw.chance(odds / 8))
    return draw.pick(['', '---\n', '{}\n', '# nothing\n', 'x: 1\n', '- a\n', 'partition_table:\n', '\t']);
  const mounts = draw.chance(0.6)
    ? `mount_configuration: ${draw.chance(odds / 6) ? draw.pick(['Fstab', '""', 'null', '1', 'mount']) : draw.pick(['fstab', 'fstab', 'units', 'none', '"units"'])}\n`
    : '';
  const holder = draw.chance(0.1) ? draw.pick(['.common: &a 1\n', 'x-anchors:\n  - &b 2\n', 'anchors: &c [1]\n']) : '';
  if (draw.chance(0.25) && mounts !== '') return rewritten(draw, holder + mounts);
  return rewritten(draw, `${draw.chance(0.2) ? '# layout\n---\n' : ''}${holder}${mounts}${table(draw, odds)}`);
}

/** The text as another editor writes it. */
function rewritten(draw: Draw, text: string): string {
  if (draw.chance(0.04)) return text.replaceAll('\n', '\r\n');
  if (draw.chance(0.03)) return `\ufeff${text}`;
  if (draw.chance(0.03)) return text.replaceAll(/^( *)/gm, '$1$1');
  if (draw.chance(0.02)) return `${text}...\n`;
  if (draw.chance(0.02)) return `%YAML 1.${draw.int(4)}\n---\n${text.replace(/^# layout\n---\n/, '')}`;
  if (draw.chance(0.02)) return `${text}# ${text.replaceAll('\n', '\n# ')}\n`;
  return draw.chance(0.02) ? text.replace('partitions:', 'partitions: &p') : text;
}

function table(draw: Draw, odds: number): string {
  const dos = draw.chance(0.15);
  const partitions = partitionList(draw, odds, dos);
  const options = optional(draw, 0.12, {
    size: () => sizeText(draw, odds),
    uuid: () => (dos ? draw.pick(['0x14fc63d2', '"0x14fc63d2"', scalar(draw, odds)]) : uuid(draw, odds)),
    start_offset: () => draw.pick(['"8 MiB"', '1048576', '8388608', '0', scalar(draw, odds)]),
    absolute_start_offset: () => draw.pick(['true', 'false', 'true', 'yes']),
    sector_size: () => draw.pick(['512', '4096', '0', '1000']),
    extra_padding: () => draw.pick(['1048576', '0', '4096', '"1 MiB"']),
    grain_size: () => draw.pick(['"4 MiB"', '4194304', '512', '0', '1048576', '1000']),
  });
  const policy = draw.chance(0.15)
    ? `  policy:\n${optional(draw, 0.7, {
        ensure_xbootldr: () => draw.pick(['true', 'false']),
        grow_root_to_fill_disk: () => draw.pick(['true', 'false', '~']),
      })
        .map(([key, value]) => `    ${key}: ${value}\n`)
        .join('')}`
    : '';
  const kind = draw.chance(odds / 10)
    ? draw.pick(['mbr', 'GPT', '""', '1'])
    : dos
      ? '"dos"'
      : draw.pick(['gpt', '"gpt"']);
  const head = options.map(([key, value]) => `  ${key}: ${value}\n`).join('');
  return `partition_table:\n  type: ${kind}\n${head}${policy}  partitions:\n${partitions.map((fields) => item(draw, fields)).join('')}`;
}

/** Fields of a map, in block or flow style. */
function item(draw: Draw, fields: Fields): string {
  const payload = fields.filter(([key]) => key.startsWith('payload.'));
  const own = fields.filter(([key]) => !key.startsWith('payload.'));
  const inner = payload.map(([key, value]) => `${key.slice('payload.'.length)}: ${value}`);
  if (draw.chance(0.3)) {
    const parts = own.map(([key, value]) => `${key}: ${value}`);
    return `    - {${[...parts, ...(inner.length === 0 ? [] : [`payload: {${inner.join(', ')}}`])].join(', ')}}\n`;
  }
  const lines = own.map(([key, value]) => `${key}: ${value}`);
  const rest = inner.length === 0 ? [] : ['payload:', ...inner.map((line) => `  ${line}`)];
  return [...lines, ...rest].map((line, index) => `    ${index === 0 ? '- ' : '  '}${line}\n`).join('');
}

function optional(draw: Draw, probability: number, fields: Readonly<Record<string, () => string>>): Fields {
  return Object.entries(fields).flatMap(([key, make]) => (draw.chance(probability) ? [[key, make()] as const] : []));
}

function partitionList(draw: Draw, odds: number, dos: boolean): readonly Fields[] {
  const typed = (kind: keyof typeof types): Fields => [
    [
      'type',
      dos
        ? { bios: '"00"', esp: '"06"', data: '"83"', boot: '"83"' }[kind]
        : draw.chance(odds / 3)
          ? scalar(draw, odds)
          : types[kind],
    ],
  ];
  const bios: Fields = [['size', '"1 MiB"'], ['bootable', 'true'], ...typed('bios'), ...identity(draw, odds)];
  const esp = filesystem(draw, odds, { mountpoint: '/boot/efi', type: 'vfat', part: typed('esp') });
  const boot = filesystem(draw, odds, { mountpoint: '/boot', type: draw.pick(['ext4', 'xfs']), part: typed('boot') });
  const many = !dos && draw.chance(0.1);
  const others = draw.list(many ? 8 : 0, many ? 18 : 2, (index) => other(draw, odds, typed('data'), index));
  const root = draw.chance(0.12)
    ? btrfs(draw, odds, typed('data'))
    : filesystem(draw, odds, {
        mountpoint: draw.chance(odds / 10) ? '/x' : '/',
        type: draw.pick(['ext4', 'xfs', 'ext4']),
        part: typed('data'),
      });
  const at = draw.int(others.length + 1);
  return [
    ...(draw.chance(0.6) ? [bios] : []),
    ...(draw.chance(0.85) ? [esp] : []),
    ...(draw.chance(0.5) && (!dos || others.length < 2) ? [boot] : []),
    ...others.slice(0, at),
    root,
    ...others.slice(at),
  ];
}

function identity(draw: Draw, odds: number): Fields {
  return optional(draw, 0.1, {
    uuid: () => uuid(draw, odds),
    label: () => scalar(draw, odds),
    attrs: () => draw.pick(['[1]', '[0, 2, 63]', '[]', '[59]', '[64]']),
    start: () => draw.pick(['0', '1048576', '512']),
  });
}

interface Described {
  readonly mountpoint: string;
  readonly type: string;
  readonly part: Fields;
}

function filesystem(draw: Draw, odds: number, { mountpoint, type, part }: Described): Fields {
  return [
    ['size', sizeText(draw, odds)],
    ...part,
    ...identity(draw, odds),
    ['payload_type', draw.pick(['filesystem', '"filesystem"'])],
    ...(draw.chance(odds / 10) ? [] : [['payload.type', type] as const]),
    ...(mountpoint === '' ? [] : [['payload.mountpoint', quoted(mountpoint)] as const]),
    ...optional(draw, 0.25, {
      'payload.label': () => scalar(draw, odds),
      'payload.fstab_options': () =>
        draw.pick(['defaults', '"ro"', 'noatime,rw', '"umask=0077,shortname=winnt"', '""']),
      'payload.fstab_freq': () => draw.pick(['0', '1', '0x1']),
      'payload.fstab_passno': () => draw.pick(['0', '1', '2', '10']),
    }),
    ...optional(draw, 0.06, {
      'payload.uuid': () => (type === 'vfat' ? draw.pick(['7B77-95E7', '7b7795e7', '"12345678"']) : uuid(draw, odds)),
      'payload.mkfs_options': () =>
        draw.pick([
          '{verity: true}',
          '{}',
          '{verity: false}',
          '{agcount: 4}',
          '{geometry: {heads: 12, sectors-per-track: 42}}',
        ]),
    }),
  ];
}

function other(draw: Draw, odds: number, part: Fields, index: number): Fields {
  const kind = draw.int(15);
  if (kind === 0)
    return [
      ['size', sizeText(draw, odds)],
      ...part,
      ['payload_type', 'swap'],
      ['payload.label', 'swap'],
      ['payload.fstab_options', 'defaults'],
    ];
  if (kind === 1)
    return [
      ['size', sizeText(draw, odds)],
      ...part,
      ['payload_type', 'raw'],
      ['payload.source_path', draw.pick(['/usr/lib/x.img', 'x', '/a b'])],
    ];
  if (kind === 2) return [['size', sizeText(draw, odds)], ...part, ...identity(draw, odds)];
  if (kind === 3) return filesystem(draw, odds, { mountpoint: '', type: 'ext4', part });
  if (kind === 4)
    return [['size', '0'], ...filesystem(draw, odds, { mountpoint: `/var/z${index}`, type: 'xfs', part }).slice(1)];
  if (kind === 5)
    return [
      ['size', sizeText(draw, odds)],
      ...part,
      ['payload_type', 'lvm'],
      ['payload.name', 'vg'],
      ['payload.logical_volumes', '[{name: a, size: 1 GiB, payload_type: swap, payload: {}}]'],
    ];
  if (kind === 6)
    return [
      ['size', sizeText(draw, odds)],
      ...part,
      ['payload_type', 'luks'],
      ['payload.passphrase', 'x'],
      ['payload.payload_type', 'swap'],
      ['payload.payload', '{label: x}'],
    ];
  if (kind === 7)
    return [
      ['size', sizeText(draw, odds)],
      ...part,
      ['payload_type', draw.pick(['zfs', '""', 'filesystem', 'no-payload'])],
    ];
  const mountpoint = draw.chance(0.5) ? `/var/y${index}` : pathBelow(draw, draw.pick(['/var', '/data']), odds / 2);
  return filesystem(draw, odds, { mountpoint, type: draw.pick(['ext4', 'xfs', 'vfat']), part });
}

function btrfs(draw: Draw, odds: number, part: Fields): Fields {
  const subvolumes = draw.list(
    0,
    3,
    (index) =>
      `{name: s${index}, mountpoint: /var/b${index}, ${draw.pick(['size: 1 GiB', 'compress: "zstd:1"', 'readonly: true', 'size: 0'])}}`,
  );
  const root = `{name: ${draw.pick(['root', '"/"', '"@"'])}, mountpoint: /, compress: "${draw.pick(['zstd:1', '', 'lzo'])}"}`;
  return [
    ['size', sizeText(draw, odds)],
    ...part,
    ['payload_type', 'btrfs'],
    ...optional(draw, 0.3, { 'payload.label': () => word(draw), 'payload.mountpoint': () => '/x' }),
    ['payload.subvolumes', `[${[root, ...subvolumes].join(', ')}]`],
  ];
}

function sizeText(draw: Draw, odds: number): string {
  if (draw.chance(odds))
    return draw.pick([
      '1_048_576',
      '0x100000',
      '0o4000000',
      '1e9',
      '1.5e9',
      '"1_000"',
      '0b1000',
      '017',
      '.5',
      '~',
      '""',
      '"x"',
      '-1',
      '+5',
      '1 GiB # c',
    ]);
  const drawn = size(draw, odds / 2);
  return JSON.stringify(drawn);
}

/** A plain scalar as people write labels, some of which YAML reads as something else. */
function scalar(draw: Draw, odds: number): string {
  if (!draw.chance(odds)) return draw.chance(0.5) ? word(draw, 2) : quoted(word(draw));
  return draw.pick([
    ...[
      'yes',
      'no',
      'on',
      'null',
      '~',
      'true',
      '1',
      '1.0',
      '0x1F',
      '1_000',
      '2001-01-01',
      '12:30:45',
      '.inf',
      'NaN',
      '1e3',
      '+1',
    ],
    ...[
      '!!str 1',
      '"\\u00e9"',
      "'it''s'",
      '"a\\tb"',
      '|-\n          x',
      '>-\n          x y',
      '*none',
      '&x y',
      '[]',
      '{}',
      '=',
      '<<',
      '-',
    ],
    quoted(oddWord(draw, 1)),
  ] as const);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
