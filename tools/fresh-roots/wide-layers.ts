import { paxHeader, type WrittenEntry, writeTar } from '../../packages/archive/testing/tar.ts';
import type { Draw } from '../fresh-requests/draw.ts';

const directory = (name: string): WrittenEntry => ({ name: `${name}/`, type: '5' });
const policyFolder = 'etc/selinux/targeted/contexts/files';

/**
 * Draws the layers of a root as images have them: a base as ostree makes it, whose files are hard links to objects, then
 * layers that change, replace, hide and link what is below them. Every archive is sound.
 */
export function drawWideLayers(draw: Draw): readonly Uint8Array[] {
  const upper = draw.list(0, 4, () => draw.list(1, 6, () => change(draw)).flat());
  return [base(draw), ...upper].map((entries) => writeTar(entries.flatMap((entry) => attributed(draw, entry))));
}

function base(draw: Draw): readonly WrittenEntry[] {
  const folders = [
    'usr',
    'etc',
    'boot',
    'sysroot',
    'run',
    'var',
    'tmp',
    'usr/bin',
    'usr/lib',
    'usr/share',
    'usr/lib/modules',
  ];
  const isOstree = draw.chance(0.5);
  const objects = ['sysroot/ostree', 'sysroot/ostree/repo', 'sysroot/ostree/repo/objects'];
  const files = draw.list(4, 8, (index): readonly WrittenEntry[] => {
    const name = `${index < 4 ? 'usr/lib' : draw.pick(['usr/bin', 'usr/share', 'etc', 'usr/lib/modules'])}/f${index}`;
    const content = 'x'.repeat(draw.pick([0, 1, 63, 64, 65, 200, 4096]));
    if (!isOstree) return [{ name, content }];
    const object = `${objects.at(-1)}/${index}.file`;
    return [
      { name: object, content },
      { name, type: '1', target: object },
    ];
  });
  return [
    ...folders.map(directory),
    ...(isOstree ? objects.map(directory) : []),
    ...files.flat(),
    ...(draw.chance(0.6) ? policy(draw, isOstree) : []),
    ...(draw.chance(0.3)
      ? [directory('boot/EFI'), directory('boot/EFI/Linux'), { name: 'boot/EFI/Linux/k.efi', content: 'k' }]
      : []),
  ];
}

function policy(draw: Draw, isLinked: boolean): readonly WrittenEntry[] {
  const rules = [
    '/.*\tsystem_u:object_r:default_t:s0',
    '/usr(/.*)?\tsystem_u:object_r:usr_t:s0',
    '/usr/bin(/.*)?\t--\tsystem_u:object_r:bin_t:s0',
    '/etc/[^/]+\t-l\tsystem_u:object_r:link_t:s0',
    '/usr/share/f[0-3]\t<<none>>',
    '/dev/.*\t-c\tsystem_u:object_r:device_t:s0',
    '# (/.*)?',
    '/usr/(lib|share)/f\\d\t--\tsystem_u:object_r:lib_t:s0',
    '/var\t-d\tsystem_u:object_r:var_t:s0',
  ].filter(() => draw.chance(0.8));
  const files: readonly (readonly [string, string])[] = [
    ['etc/selinux/config', draw.pick(['SELINUX=enforcing\nSELINUXTYPE=targeted\n', 'SELINUXTYPE=targeted'])],
    [`${policyFolder}/file_contexts`, `${rules.join('\n')}\n`],
    ...(draw.chance(0.3)
      ? [[`${policyFolder}/file_contexts.homedirs`, '/var/home/[^/]+\t-d\tu:o:home_t:s0\n'] as const]
      : []),
    ...(draw.chance(0.3) ? [[`${policyFolder}/file_contexts.local`, '/usr/bin/f1\tu:o:local_t:s0\n'] as const] : []),
    ...(draw.chance(0.4)
      ? [[`${policyFolder}/file_contexts.subs_dist`, '/usr/share /usr/lib\n/run /var/run\n'] as const]
      : []),
  ];
  const folders = ['etc/selinux', 'etc/selinux/targeted', 'etc/selinux/targeted/contexts', policyFolder].map(directory);
  const written = files.flatMap(([name, content], index): readonly WrittenEntry[] =>
    isLinked && draw.chance(0.7)
      ? [
          { name: `usr/share/policy${index}`, content },
          { name, type: '1', target: `usr/share/policy${index}` },
        ]
      : [{ name, content }],
  );
  return [...folders, ...written];
}

/** What a build step does: it writes, replaces, removes, hides or links something. */
function change(draw: Draw): readonly WrittenEntry[] {
  const folder = draw.pick([
    'usr/bin',
    'usr/lib',
    'usr/share',
    'etc',
    'var',
    'opt',
    'usr/lib/new',
    'boot',
    'run',
    'tmp',
    'usr',
  ]);
  const name = draw.pick(['f0', 'f1', 'f2', 'f3', 'new', 'b', 'n'.repeat(120), 'ü', 'with space', '.hidden']);
  const path = `${folder}/${name}`;
  const above = folder === 'opt' || folder === 'usr/lib/new' ? [directory(folder)] : [];
  switch (draw.int(13)) {
    case 0:
      return [{ name: `${folder}/.wh.${name}`, content: '' }];
    case 1:
      return [...above, { name: `${folder}/.wh..wh..opq`, content: '' }, { name: path, content: 'after' }];
    case 2:
      return [...above, { name: path, type: '2', target: draw.pick(['f0', '../lib/f1', '/usr/lib/f2', 'none', '.']) }];
    case 3:
      return [
        {
          name: `${draw.pick(['usr/bin', 'usr/lib'])}/link${draw.int(3)}`,
          type: '1',
          target: `usr/lib/f${draw.int(4)}`,
        },
      ];
    case 4:
      return [
        ...above,
        { name: path, content: 'first' },
        { name: `${path}-2`, type: '1', target: path },
        { name: path, content: 'again' },
      ];
    case 5:
      return [...above, directory(path), { name: `${path}/inner`, content: 'i' }];
    case 6:
      return [...above, { name: path, type: '6' }];
    case 7:
      return [...above, device(draw, path)];
    case 8:
      return [
        directory('usr/lib/modules/6.1'),
        { name: 'usr/lib/modules/6.1/vmlinuz', content: 'k'.repeat(draw.int(200)) },
      ];
    case 9:
      return [{ name: `${policyFolder}/file_contexts.local`, content: '/etc(/.*)?\tu:o:late_t:s0\n' }];
    case 10:
      return [{ name: 'etc/.wh.selinux', content: '' }];
    default:
      return [...above, { name: path, content: 'y'.repeat(draw.pick([0, 10, 64, 65, 130, 9000])) }];
  }
}

function device(draw: Draw, name: string): WrittenEntry {
  const [major, minor] = draw.pick(['1 3', '0 0', '7 377', '377 1'] as const).split(' ');
  const patch = (block: Buffer): void => {
    block.write(`${(major ?? '').padStart(7, '0')}\0`, 329, 'latin1');
    block.write(`${(minor ?? '').padStart(7, '0')}\0`, 337, 'latin1');
  };
  return { name, type: draw.pick(['3', '4']), patch };
}

/** The entry with a mode, an owner, a time and attributes, as pax records where they need them. */
function attributed(draw: Draw, entry: WrittenEntry): readonly WrittenEntry[] {
  const mode = draw.chance(0.4)
    ? draw.pick(['0000755', '0004755', '0001777', '0000000', '0002750', '0000600'])
    : undefined;
  const owner = draw.chance(0.3) ? draw.pick(['0000000', '0001750', '0177777']) : undefined;
  const time = draw.chance(0.3) ? draw.pick(['00000000000', '14524770400', '17777777777']) : undefined;
  const patch = (block: Buffer): void => {
    entry.patch?.(block);
    if (mode !== undefined) block.write(`${mode}\0`, 100, 'latin1');
    if (owner !== undefined) block.write(`${owner}\0`, 108, 'latin1');
    if (owner !== undefined) block.write(`${owner}\0`, 116, 'latin1');
    if (time !== undefined) block.write(`${time}\0`, 136, 'latin1');
  };
  const records = draw.some(0.12, {
    mtime: () => draw.pick(['1700000000.123456789', '1', '4294967296.5']),
    uid: () => draw.pick(['65536', '2097152', '4294967294']),
    'SCHILY.xattr.security.capability': () => '\x01\0\0\x02\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0',
    'SCHILY.xattr.user.overlay': () => 'v',
    'SCHILY.xattr.trusted.overlay.opaque': () => 'y',
    'SCHILY.xattr.security.selinux': () => 'system_u:object_r:old_t:s0\0',
    'SCHILY.xattr.system.posix_acl_access': () => '\x02\0\0\0',
    'SCHILY.xattr.security.ima': () => 'i'.repeat(40),
  });
  const isPlain = Object.keys(records).length === 0 || draw.chance(0.4);
  const header = isPlain
    ? []
    : [paxHeader(Object.fromEntries(Object.entries(records).map(([key, value]) => [key, String(value)])))];
  return [...header, { ...entry, patch }];
}
