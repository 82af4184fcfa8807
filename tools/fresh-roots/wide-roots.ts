import type { Draw } from '../fresh-requests/draw.ts';
import type { Root, RootEntry } from '../recorded-roots.ts';
import type { RootQuestion } from './roots.ts';

/**
 * Draws a root with what the other roots do not have: drop-ins of several tables, with values of every length in TOML's other
 * forms, drop-ins and folders that are links, and unified kernels of several sections next to other kernels.
 */
export function drawWideRoot(draw: Draw): RootQuestion {
  if (draw.chance(0.5))
    return {
      command: ['bootc', 'install', 'print-configuration', ...(draw.chance(0.85) ? ['--all'] : [])],
      tree: dropIns(draw),
    };
  const tree = { ...(draw.chance(0.8) ? kargsFiles(draw) : {}), ...(draw.chance(0.7) ? kernels(draw) : {}) };
  return { command: ['bootc', 'container', 'inspect', '--json'], tree };
}

function dropIns(draw: Draw): Root {
  const folders = [
    'usr/lib/bootc/install',
    'usr/local/lib/bootc/install',
    'etc/bootc/install',
    'run/bootc/install',
  ] as const;
  const names = ['00-a.toml', '50-b.toml', '99-c.toml', 'z.toml', 'é.toml'] as const;
  const files = draw.list(1, 4, (): readonly [string, RootEntry] => {
    const path = `${draw.pick(folders)}/${draw.pick(names)}`;
    if (!draw.chance(0.06)) return [path, dropIn(draw)];
    return [
      path,
      {
        link: draw.pick(['shared', './shared', '../install/shared', 'none', '/dev/null', '../../bootc/install/shared']),
      },
    ];
  });
  const shared = folders.map((folder): readonly [string, RootEntry] => [`${folder}/shared`, dropIn(draw)]);
  const linked = draw.chance(0.04)
    ? [['usr/lib/bootc/install.d/a.toml', dropIn(draw)] as const, ['etc/bootc/install', { link: 'install.d' }] as const]
    : [];
  const all = new Map([...shared, ...files, ...linked]);
  const isBelow = (path: string): boolean => [...all.keys()].some((other) => path.startsWith(`${other}/`));
  return Object.fromEntries([...all].filter(([path]) => !isBelow(path)));
}

/** In the order in which they may follow one another: keys of `[install]`, then its tables. */
function dropIn(draw: Draw): string {
  const text = (value: string): string => textForm(draw, value);
  const list = (...values: readonly string[]): string => listForm(draw, values);
  const keys = lines(draw, 0.3, {
    'root-fs-type': () => text(draw.pick(['xfs', 'ext4', 'btrfs'])),
    block: () => list(...draw.pick([['direct'], ['tpm2-luks'], ['direct', 'tpm2-luks'], []] as const)),
    kargs: () => list(...draw.list(0, 4, () => draw.pick(['quiet', 'a=b', 'x="y z"', 'ro  rw', '', 'é', 'tab\there']))),
    'karg-deletes': () => list('quiet', 'a=b'),
    'match-architectures': () =>
      list(...draw.pick([['x86_64'], ['aarch64'], ['x86_64', 'aarch64'], ['amd64']] as const)),
    stateroot: () => text(draw.pick(['default', 'os', ''])),
    'root-mount-spec': () => text(draw.pick(['LABEL=root', 'UUID=x', ''])),
    'boot-mount-spec': () => text(draw.pick(['LABEL=boot', ''])),
    bootloader: () => text(draw.pick(['grub', 'systemd', 'none'])),
    'discoverable-partitions': () => draw.pick(['true', 'false']),
    'enforce-container-sigpolicy': () => draw.pick(['true', 'false']),
  });
  const tables = [
    draw.chance(0.3) ? `[install.filesystem.root]\ntype = ${text(draw.pick(['xfs', 'ext4']))}\n` : '',
    draw.chance(0.3) ? `[install.ostree]\n${lines(draw, 0.6, ostree(draw))}` : '',
    draw.chance(0.2)
      ? `[install.bootupd]\n${lines(draw, 0.8, { 'skip-boot-uuid': () => draw.pick(['true', 'false']) })}`
      : '',
    draw.chance(0.1)
      ? draw.pick(['[install.ostree.x]\ny = 1\n', '[[install.ostree.z]]\na = 1\n', '[ install . bootupd ]\n'])
      : '',
  ].filter((table) => table !== '');
  const ordered = draw.chance(0.5) ? tables : tables.toReversed();
  const head = draw.pick(['[install]', '[install]', '[ install ]', '["install"]', "['install']\t# c"]);
  const comment = draw.chance(0.2) ? draw.pick(['# é ] } "\n', '\n\n', '   \t\n', '#\n']) : '';
  const whole = `${comment}${head}\n${keys}${ordered.join(comment)}`;
  const written = draw.chance(0.08) ? whole.replaceAll('\n', '\r\n') : whole;
  return draw.chance(0.05) ? written.trimEnd() : written;
}

/** What nobody reads, and has to be valid all the same. */
const ostree = (draw: Draw) => ({
  'bls-append-except-default': () => textForm(draw, draw.pick(['grub_users=""', ''])),
  tags: () =>
    draw.pick(['[1, [2, 3], {a = [4]}]', '["a", "b"]', '[{b = 1}, {c = "]"}]', '[ # ]\n 1,\n]', '[[], [[]]]']),
  when: () =>
    draw.pick(['1979-05-27', '1900-02-29', '2024-02-29', '1979-06-31T00:00:00Z', '07:32:00', '1979-05-27 07:32Z']),
  number: () =>
    draw.pick(['1e400', '1e308', '0xFFFF_FFFF', '-0', '+1.5e-3', '9223372036854775808', 'inf', '1e4_0', '0.1e']),
  'a.b."c d"': () => draw.pick(['1', 'true', '{ e = { f = [] } }', '{}', '""']),
  last: () => draw.pick(['2100-02-29', '"1900-02-29"', '1', '[1900-02-29]', '{ x = 1e999 }']),
});

function lines(draw: Draw, odds: number, fields: Readonly<Record<string, () => string>>): string {
  return Object.entries(fields)
    .flatMap(([key, make]) =>
      draw.chance(odds) ? [`${draw.pick(['', '', '  '])}${key}${draw.pick([' = ', '=', '\t=\t'])}${make()}\n`] : [],
    )
    .join('');
}

function textForm(draw: Draw, value: string): string {
  const basic = JSON.stringify(value);
  const inner = basic.slice(1, -1);
  const escaped = [...value].map((sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('');
  const forms = [basic, basic, `"""${inner}"""`, `"""\n${inner}"""`, `"${escaped}"`, `"""\\\n   ${inner}"""`];
  const literal = value.includes('\t') || value.includes("'") ? [] : [`'${value}'`, `'''\n${value}'''`];
  const all = [...forms, ...literal];
  return all[draw.int(all.length)] ?? basic;
}

function listForm(draw: Draw, values: readonly string[]): string {
  const items = values.map((value) => textForm(draw, value));
  if (items.length === 0) return draw.pick(['[]', '[ ]', '[\n]', '[ # none\n]']);
  return draw.pick([
    `[${items.join(', ')}]`,
    `[${items.join(',')},]`,
    `[\n  ${items.join(',\n  ')},\n]`,
    `[ # ] "\n  ${items.join(', # c\n  ')}\n]`,
  ]);
}

function kargsFiles(draw: Draw): Root {
  const folder = 'usr/lib/bootc/kargs.d';
  const names = ['00-a.toml', '10-b.toml', '9.toml', 'Z.toml', 'é.toml', 'skip.conf'] as const;
  const file = (): RootEntry => {
    if (draw.chance(0.04))
      return { link: draw.pick(['real', './real', '../kargs.d/real', 'sub/real', 'sub/../real'] as const) };
    const key = draw.pick(['kargs', 'kargs', '"kargs"', "'kargs'", '"k\\u0061rgs"']);
    const values = draw.list(0, 5, () =>
      draw.pick([
        'console=ttyS0,115200n8',
        'console=tty0',
        'a-b',
        'a_b',
        'root="LABEL=x y"',
        'q',
        'q=',
        'q==',
        'é=ü',
        'a\tb',
        '"',
        ' x ',
      ]),
    );
    const kargs = `${key} = ${listForm(draw, values)}\n`;
    const match = draw.chance(0.35)
      ? `match-architectures = ${listForm(draw, draw.pick([['x86_64'], ['aarch64'], [], ['x86_64', 'x86_64']] as const))}\n`
      : '';
    return draw.chance(0.5) ? `${match}${kargs}` : `${kargs}${match}`;
  };
  return Object.fromEntries([
    ...draw.list(1, 5, () => [`${folder}/${draw.pick(names)}`, file()]),
    [`${folder}/real`, 'kargs = ["real"]\n'],
    ...(draw.chance(0.1) ? [[`${folder}/sub/real`, 'kargs = ["below"]\n']] : []),
  ]);
}

function kernels(draw: Draw): Root {
  const modules = 'usr/lib/modules';
  const linux = 'boot/EFI/Linux';
  return {
    ...(draw.chance(0.6)
      ? { [`${modules}/6.12.1-1.x86_64/vmlinuz`]: 'k', [`${modules}/6.12.1-1.x86_64/initramfs.img`]: 'i' }
      : {}),
    ...(draw.chance(0.1) ? { [`${modules}/6.1/vmlinuz`]: { link: '../6.12.1-1.x86_64/vmlinuz' } } : {}),
    ...(draw.chance(0.1) ? { [`${modules}/5/kernel/fs/x.ko`]: 'm' } : {}),
    ...(draw.chance(0.5)
      ? { [`${linux}/${draw.pick(['6.12.1.efi', 'linux+3-0.efi', 'a b.efi', 'x.y.efi', 'Z.efi'])}`]: unified(draw) }
      : {}),
    ...(draw.chance(0.15)
      ? { [`${linux}/${draw.pick(['bootc-x.efi', '0.efi', 'a.efi.bak', 'README'])}`]: unified(draw) }
      : {}),
    ...(draw.chance(0.1)
      ? { [`${linux}/sub/x.efi`]: unified(draw), [`${linux}/x.efi.extra.d/a.addon.efi`]: unified(draw) }
      : {}),
    ...(draw.chance(0.1) ? { 'boot/vmlinuz-6.12.1': 'k', 'boot/loader/entries/a.conf': 'title a\n' } : {}),
  };
}

/** A PE file with sections as ukify writes them, in any order, some of them twice. */
function unified(draw: Draw): RootEntry {
  const texts: readonly (readonly [string, string])[] = [
    ['.osrel', 'ID=acme\n'],
    ['.uname', '6.12.1'],
    ['.cmdline', draw.pick(['quiet composefs=abc', 'é', '\0', 'a'.repeat(300), ''])],
    ['.linux', 'MZ'],
    [draw.pick(['.initrd', '.cmdline', '.sbat', '.pcrsig', '.cmdlin', 'longname']), draw.pick(['i', '\xff', 'x y'])],
  ];
  const sections = texts.filter(() => draw.chance(0.85));
  const optional = draw.pick([0, 112, 240]);
  const pe = draw.pick([64, 128, 248]);
  const table = pe + 24 + optional;
  const start = table + 40 * sections.length + draw.pick([0, 0, 7]);
  const contents = sections.map(([, text]) => Buffer.from(text, draw.chance(0.9) ? 'utf8' : 'latin1'));
  const image = Buffer.alloc(start + contents.reduce((sum, { length }) => sum + length, 0));
  image.write(draw.chance(0.9) ? 'MZ' : 'XX', 0, 'latin1');
  image.writeUInt32LE(pe, 60);
  image.write('PE\0\0', pe, 'latin1');
  image.writeUInt16LE(0x8664, pe + 4);
  image.writeUInt16LE(sections.length + (draw.chance(0.03) ? 1 : 0), pe + 6);
  image.writeUInt16LE(optional, pe + 20);
  let offset = start;
  for (const [index, [name]] of sections.entries()) {
    const content = contents[index] ?? Buffer.alloc(0);
    image.write(name, table + 40 * index, 8, 'latin1');
    image.writeUInt32LE(content.length, table + 40 * index + 8);
    image.writeUInt32LE(content.length, table + 40 * index + 16);
    image.writeUInt32LE(offset, table + 40 * index + 20);
    content.copy(image, offset);
    offset += content.length;
  }
  return { base64: image.subarray(0, image.length - (draw.chance(0.04) ? 1 : 0)).toString('base64') };
}
