import type { Draw } from '../fresh-requests/draw.ts';
import type { BootcAnswer, Root, RootEntry } from '../recorded-roots.ts';
import { drawConfiguration } from './install-toml.ts';

/** A root, and the command that bootc is asked about it. */
export type RootQuestion = Pick<BootcAnswer, 'command' | 'tree'>;

const fileNames = [
  'a.toml',
  '10-b.toml',
  'B.toml',
  '.c.toml',
  '..toml',
  '.toml',
  'd.TOML',
  'e.toml.bak',
  'é.toml',
  'f',
  'toml',
  'g h.toml',
] as const;

/** Draws one root, and the command that bootc is asked about it. */
export function drawRoot(draw: Draw): RootQuestion {
  if (draw.chance(0.45))
    return {
      command: ['bootc', 'install', 'print-configuration', ...(draw.chance(0.8) ? ['--all'] : [])],
      tree: installRoot(draw),
    };
  const tree = { ...(draw.chance(0.7) ? kargsRoot(draw) : {}), ...(draw.chance(0.7) ? kernelRoot(draw) : {}) };
  return { command: ['bootc', 'container', 'inspect', '--json'], tree };
}

/** Paths that are written below one another are left out. */
function rooted(entries: readonly (readonly [string, RootEntry])[]): Root {
  const tree = new Map<string, RootEntry>();
  for (const [path, entry] of entries) {
    const isTaken = [...tree.keys()].some((other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`));
    if (!isTaken) tree.set(path, entry);
  }
  return Object.fromEntries(tree);
}

function installRoot(draw: Draw): Root {
  const folders = ['usr/lib', 'usr/lib', 'usr/local/lib', 'etc', 'run'] as const;
  return rooted(
    draw.list(1, 4, () => {
      const path = `${draw.pick(folders)}/bootc/install/${draw.chance(0.8) ? draw.pick(['a.toml', 'b.toml', '10-b.toml'] as const) : draw.pick(fileNames)}`;
      const link = [
        '/dev/null',
        '//dev/null',
        '/dev/null/',
        '/dev/./null',
        '/dev/../dev/null',
        'dev/null',
        'b.toml',
        '/dev/zero',
      ] as const;
      if (draw.chance(0.08)) return [path, { link: draw.pick(link) }];
      if (draw.chance(0.02)) return [path, { dir: true }];
      return [path, drawConfiguration(draw)];
    }),
  );
}

const kargs = [
  'quiet',
  'a=b',
  'a-b=c',
  'a_b=c',
  'x="y z"',
  '"x=y z"',
  'x="open',
  '"',
  '',
  ' ',
  'a  b',
  '\\tq',
  'c\\u000bd',
  'e\\u00a0f',
  'é',
  '=',
  '=v',
  'a==b',
  'a=',
  '-',
  'root=UUID=1',
  '\\nq',
  '\\u0085',
  'ro rw',
  'a="b"c"',
  '""',
] as const;

function kargsRoot(draw: Draw): Root {
  const folder = 'usr/lib/bootc/kargs.d';
  if (draw.chance(0.04))
    return {
      [folder]: draw.pick([{ link: '/etc/kargs' }, { link: 'other.d' }, { link: 'none' }, 'a file'] as const),
      'usr/lib/bootc/other.d/a.toml': 'kargs = ["a"]\n',
    };
  const file = (): RootEntry => {
    if (draw.chance(0.05))
      return {
        link: draw.pick([
          'a.toml',
          'a.txt',
          './a.txt/',
          '../../os',
          '/dev/null',
          'none',
          'x/..',
          `${'n'.repeat(256)}`,
        ] as const),
      };
    if (draw.chance(0.02)) return { dir: true };
    if (draw.chance(0.03)) return { base64: Buffer.from('kargs = ["\xff"]\n', 'latin1').toString('base64') };
    return kargsText(draw);
  };
  const files = draw.list(1, 4, (): readonly [string, RootEntry] => [
    `${folder}/${draw.chance(0.8) ? draw.pick(['a.toml', 'b.toml', '1.toml'] as const) : draw.pick(fileNames)}`,
    file(),
  ]);
  return rooted([...files, [`${folder}/a.txt`, 'kargs = ["linked"]\n'], ['usr/lib/os', 'x']]);
}

function kargsText(draw: Draw): string {
  const list = draw.list(0, 4, () => `"${draw.pick(kargs).replaceAll('"', '\\"')}"`).join(', ');
  const architectures = draw.pick([
    '["x86_64"]',
    '["x86_64", "aarch64"]',
    '["amd64"]',
    '[]',
    '["aarch64"]',
    '"x86_64"',
    '[1]',
  ] as const);
  const lines = [
    draw.chance(0.96)
      ? `kargs = ${draw.chance(0.96) ? `[${list}]` : draw.pick(['"a"', '[1]', '{}', 'true', "['l', '''m''']", '["a", ["b"]]'] as const)}`
      : '',
    draw.chance(0.3) ? `match-architectures = ${architectures}` : '',
    draw.chance(0.04)
      ? draw.pick(['delete = ["a"]', 'match_architectures = []', '[kargs]', 'kargs = []', '# c', 'x'] as const)
      : '',
  ].filter((line) => line !== '');
  const text = `${lines.join(draw.pick(['\n', '\n', '\r\n'] as const))}\n`;
  return `${draw.chance(0.03) ? draw.pick(['\ufeff', '\ufeff\ufeff', '\u0085', '\t', '\0'] as const) : ''}${text}`;
}

/** A PE file with one section `.cmdline`. */
function kernelImage(draw: Draw): RootEntry {
  const text = Buffer.from(draw.pick(['quiet', '', 'x\0y', '\xff', ' a=b '] as const), 'latin1');
  const image = Buffer.alloc(128 + text.length);
  image.write('MZ', 0, 'latin1');
  image.writeUInt32LE(64, 60);
  image.write(draw.chance(0.95) ? 'PE\0\0' : 'NE\0\0', 64, 'latin1');
  image.writeUInt16LE(draw.pick([0, 1, 1, 1, 1, 1, 2] as const), 70);
  image.write(draw.chance(0.9) ? '.cmdline' : '.linux', 88, 'latin1');
  image.writeUInt32LE(text.length + draw.pick([0, 0, 0, 0, 100] as const), 96);
  image.writeUInt32LE(128, 108);
  text.copy(image, 128);
  return { base64: image.subarray(0, draw.chance(0.95) ? image.length : 100).toString('base64') };
}

function kernelRoot(draw: Draw): Root {
  const entries: (readonly [string, RootEntry])[] = [];
  const modules = 'usr/lib/modules';
  const files = [
    'k',
    'k',
    'k',
    { dir: true },
    { link: '../x' },
    { link: '/boot/vmlinuz' },
    { link: 'none/' },
    { link: 'k' },
    { link: 'n'.repeat(300) },
  ] as const satisfies readonly RootEntry[];
  if (draw.chance(0.03)) entries.push([modules, draw.pick(['f', { link: '/m' }, { link: 'm' }, { link: 'none' }])]);
  for (const version of ['6.1', '6.2-é', 'x y'])
    if (draw.chance(version === '6.1' ? 0.7 : 0.15))
      entries.push([
        `${modules}/${version}/${draw.pick(['vmlinuz', 'vmlinuz', 'vmlinuz', 'vmlinux', 'initramfs.img'] as const)}`,
        draw.pick(files),
      ]);
  if (draw.chance(0.05)) entries.push([`${modules}/link`, { link: '6.1' }]);
  if (draw.chance(0.05)) entries.push(['boot', draw.pick(['f', { link: '/b' }, { link: 'usr' }])]);
  const linux = draw.chance(0.95)
    ? 'boot/EFI/Linux'
    : draw.pick(['boot/efi/EFI/Linux', 'boot/efi/linux', 'usr/lib/modules/6.1'] as const);
  const names = [
    'a.efi',
    '10.efi',
    '9.efi',
    'B.efi',
    '.efi',
    '.a.efi',
    'a.EFI',
    'a.efi.extra.d',
    'a.b+3.efi',
    'é.efi',
  ] as const;
  if (draw.chance(0.4))
    for (const name of draw.list(1, 3, () => draw.pick(names)))
      entries.push([
        `${linux}/${name}`,
        draw.chance(0.9)
          ? kernelImage(draw)
          : draw.pick([
              { dir: true },
              { link: 'k.bin' },
              { link: 'k.bin/' },
              { link: '/boot/k' },
              { link: '../../../k' },
              '',
            ]),
      ]);
  if (draw.chance(0.1)) entries.push([linux, draw.pick([{ dir: true }, 'f'])]);
  if (draw.chance(0.3)) entries.push([`${linux}/k.bin`, kernelImage(draw)]);
  return rooted(entries);
}
