import { paxHeader, type WrittenEntry, writeTar } from '../../packages/archive/testing/tar.ts';
import type { Draw } from '../fresh-requests/draw.ts';
import { drawPattern } from './pattern.ts';

const directories = [
  'usr',
  'etc',
  'boot',
  'sysroot',
  'run',
  'var',
  'usr/lib',
  'usr/lib/modules',
  'usr/lib/modules/6.1',
  'usr/d',
  'opt',
] as const;
const names = [
  'a',
  'b',
  'vmlinuz',
  'k.efi',
  '00',
  'ff',
  'long'.repeat(20),
  'é',
  'x y',
  '.wh.a',
  '.wh.b',
  '.wh..wh..opq',
] as const;
const times = [
  '1700000000',
  '1700000000.5',
  '1700000000.123456789123',
  '1700000000.',
  '1700000000.5x',
  '+1700000000',
  '0',
  '-1',
  '-0',
  '-1.5',
  '.5',
  '1.+5',
  '18446744073709551615',
  '18446744073709551616',
  '99999999999',
  '1e3',
] as const;
const owners = ['0', '1000', '4294967295', '4294967296', '18446744073709551615', '+7', '-1', '', '0x1', '007'] as const;
const blanks = ['', ' ', '\t', '\u0085', '\ufeff', '\u00a0', '\r', '\v', '\u2003', '#'] as const;

/** The layers of a small root, uncompressed, lowest first. Most have a digest; what is odd is one thing or two. */
export function drawLayers(draw: Draw): readonly Uint8Array[] {
  const base: WrittenEntry[] = ['usr', 'etc', 'boot', 'sysroot'].flatMap((name) =>
    draw.chance(0.99) ? [directory(name)] : [],
  );
  const common = ['run', 'usr/lib', 'usr/lib/modules', 'usr/lib/modules/6.1', 'usr/d', 'var', 'opt'];
  base.push(...common.filter(() => draw.chance(0.95)).map(directory), { name: 'usr/f', content: 'x'.repeat(65) });
  if (draw.chance(0.5)) base.push(...policy(draw));
  if (draw.chance(0.06)) base.push(...loaderEntry(draw));
  const layers = draw.list(1, 3, (index) => [
    ...(index === 0 ? base : []),
    ...draw.list(0, 5, () => drawEntry(draw)).flat(),
  ]);
  return layers.map((entries) => ended(draw, entries));
}

const directory = (name: string): WrittenEntry => ({ name: `${name}/`, type: '5' });

function ended(draw: Draw, entries: readonly WrittenEntry[]): Uint8Array {
  if (draw.chance(0.97)) return writeTar(entries);
  return Buffer.concat([writeTar(entries, false), Buffer.alloc(draw.pick([0, 512, 1024, 10_240] as const))]);
}

function drawEntry(draw: Draw): readonly WrittenEntry[] {
  const path = `${draw.pick(['', '', './', '/', '//'] as const)}${drawDirectory(draw)}/${draw.pick(names)}`;
  const patches: ((block: Buffer) => void)[] = [];
  if (draw.chance(0.06)) patches.push(drawDamage(draw));
  const entry = (rest: Partial<WrittenEntry>): WrittenEntry => ({
    name: path,
    ...rest,
    patch: (block) => {
      for (const patch of patches) patch(block);
    },
  });
  const prelude = draw.chance(0.25) ? [drawRecords(draw)] : [];
  switch (draw.int(9)) {
    case 0:
      return [...prelude, entry({ type: '5', name: `${path}/` })];
    case 1:
      return [...prelude, entry({ type: '2', target: draw.pick(['a', '/usr', '', '../x', 'y'.repeat(100)] as const) })];
    case 2:
    case 3:
      return [...prelude, entry({ type: '1', target: draw.chance(0.9) ? 'usr/f' : `usr/${draw.pick(names)}` })];
    case 4: {
      const [major, minor] = draw.pick([
        ['0', '0'],
        ['0', '0'],
        ['10', '377'],
        ['7777', '3777777'],
        ['10000', '1'],
      ] as const);
      patches.push((block) => {
        block.write(`${major.padStart(7, '0')}\0`, 329, 'latin1');
        block.write(`${minor.padStart(7, '0')}\0`, 337, 'latin1');
      });
      return [...prelude, entry({ type: draw.pick(['3', '3', '4'] as const) })];
    }
    case 5:
      return [...prelude, entry({ type: draw.pick(['6', '7', '\0', '6'] as const) })];
    default:
      return [...prelude, entry({ content: 'c'.repeat(draw.pick([0, 1, 64, 65, 512, 5000] as const)) })];
  }
}

/** One of those that most roots have, as a rule. */
function drawDirectory(draw: Draw): string {
  return draw.chance(0.8) ? draw.pick(['usr', 'usr', 'etc', 'usr/d'] as const) : draw.pick(directories);
}

/** Something odd in one header. */
function drawDamage(draw: Draw): (block: Buffer) => void {
  const [offset, bytes] = draw.pick([
    [100, '\x80\0\0\0\0\0\x01\xed'],
    [100, '0100644\0'],
    [108, '\x80\0\0\x01\0\0\0\x07'],
    [108, ' \t1750 \0'],
    [116, '\x000000007'],
    [116, '+000007\0'],
    [116, '8888888\0'],
    [136, '\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xf0'],
    [136, '\x80\0\0\0\0\0\0\0\x65\x53\xf1\0'],
    [136, '14524770400\0'],
    [257, '\0\0\0\0\0\0\0\0'],
    [257, 'ustar  \0'],
    [257, 'ustar\x0001'],
    [329, '\x80\0\0\0\0\0\0\x01'],
    [329, '       \0'],
    [337, 'x\0\0\0\0\0\0\0'],
    [345, 'usr/d\0'],
  ] as const);
  return (block) => void block.write(bytes, offset, 'latin1');
}

function drawRecords(draw: Draw): WrittenEntry {
  const records: Readonly<Record<string, () => string>> = {
    mtime: () => (draw.chance(0.5) ? '1700000000.25' : draw.pick(times)),
    uid: () => (draw.chance(0.6) ? '1000' : draw.pick(owners)),
    gid: () => (draw.chance(0.6) ? '1000' : draw.pick(owners)),
    'SCHILY.xattr.security.capability': () => draw.pick(['\x01\0\0\x02', 'a', ''] as const),
    'SCHILY.xattr.user.a': () => 'b',
    'LIBARCHIVE.creationtime': () => '1',
    'GNU.sparse.major': () => draw.pick(['1', '0', '0', 'x'] as const),
    comment: () => 'é',
  };
  const chosen = draw.some(0.25, records);
  return paxHeader(Object.fromEntries(Object.entries(chosen).map(([key, value]) => [key, String(value)])));
}

function policy(draw: Draw): readonly WrittenEntry[] {
  const folder = 'etc/selinux/t/contexts/files';
  const blank = () => (draw.chance(0.06) ? draw.pick(blanks) : '');
  const rules = draw.list(1, 4, () => {
    const { expression, letter } = drawPattern(draw);
    const kind = letter === '' ? '' : `\t-${letter}`;
    const label = draw.pick(['u:o:a_t:s0', 'u:o:b_t:s0', '<<none>>'] as const);
    return `${blank()}${draw.chance(0.75) ? draw.pick(['/.*', '/usr(/.*)?', '/[^/]+', '/usr/d/.'] as const) : expression}${blank()}${kind}  ${label}${blank()}\n`;
  });
  const key = draw.chance(0.1)
    ? draw.pick(['selinuxtype', ' SELINUXTYPE ', '\u017fELINUXTYPE', 'SEL\u0131NUXTYPE'] as const)
    : 'SELINUXTYPE';
  const files: readonly (readonly [string, string])[] = [
    ['etc/selinux/config', `# the policy\n${blank()}${key}=${blank()}t${blank()}\n`],
    [`${folder}/file_contexts`, rules.join('')],
    ...(draw.chance(0.2)
      ? [
          [
            `${folder}/file_contexts.subs`,
            `/usr/d${draw.pick([' ', '\t', '\u0085', '\ufeff'] as const)}/opt\n`,
          ] as const,
        ]
      : []),
  ];
  const folders = ['etc/selinux', 'etc/selinux/t', 'etc/selinux/t/contexts', folder].map(directory);
  return [...folders, ...files.map(([name, content]) => ({ name, content }))];
}

function loaderEntry(draw: Draw): readonly WrittenEntry[] {
  const path = draw.pick(['/boot/k', '/boot/k\r', '/boot/none', ' /boot/k', '/boot//./k', '/boot', ''] as const);
  const line = `${draw.pick(['linux', 'initrd', 'efi', 'title'] as const)}${draw.pick([' ', '\t', '\v', '\r', '\u0085'] as const)}${path}\n`;
  return [
    directory('boot/loader'),
    directory('boot/loader/entries'),
    { name: 'boot/k', content: 'k' },
    { name: 'boot/loader/entries/a.conf', content: `title T\r\n${line}` },
  ];
}
