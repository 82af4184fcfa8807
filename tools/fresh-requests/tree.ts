import { container } from './container.ts';
import { otherCustomizations } from './customizations.ts';
import { diskYaml } from './disk-yaml.ts';
import { Draw } from './draw.ts';
import { layoutCustomizations } from './layouts.ts';
import { oddText, oddWord, word } from './texts.ts';
import { tomlText } from './toml.ts';

type Tree = Readonly<Record<string, unknown>>;

const folders = ['usr/lib/bootc-image-builder', 'usr/lib/image-builder/bootc'] as const;

/** A request whose facts are read from the files of a container, in the formats in which people write them. */
export function treeRequest(seed: number): Tree {
  const draw = new Draw(seed);
  const odds = draw.pick([0, 0, 0.02, 0.1]);
  const { imgref, arch, default_root_fs, size, unified_kernel, bootloader } = container(draw, { odds, yaml: 0 });
  return {
    name: `tree-${seed}`,
    tree: files(draw, odds),
    container: { imgref, arch, default_root_fs, size, unified_kernel, bootloader },
    image_type: draw.pick(['raw', 'qcow2', 'vhd', 'gce', 'ova']),
    seed: draw.int(1000),
    options: {},
    blueprint: draw.chance(0.3) ? { customizations: otherCustomizations(draw, odds) } : {},
  };
}

function files(draw: Draw, odds: number): Tree {
  const folder = draw.pick(folders);
  const customizations = layoutCustomizations(draw, odds);
  const own = { customizations };
  return {
    'usr/lib/os-release': osRelease(draw, odds),
    'etc/os-release': { link: '../usr/lib/os-release' },
    [`usr/lib/modules/6.${draw.int(30)}.1/${draw.chance(odds) ? 'modules.dep' : 'vmlinuz'}`]: 'k',
    ...vendors(draw, odds),
    ...draw.some(0.8, { 'etc/selinux/config': () => selinuxConfig(draw, odds) }),
    ...draw.some(0.35, { [`${folder}/disk.yaml`]: () => diskYaml(draw, odds) }),
    ...draw.some(0.03, { [`${folders[0]}/disk.yaml`]: () => diskYaml(draw, odds) }),
    ...draw.some(0.3, { [`${folders[0]}/config.toml`]: () => tomlText(draw, own) }),
    ...draw.some(0.15, {
      [`${folders[0]}/config.json`]: () =>
        JSON.stringify(draw.chance(0.3) ? { blueprint: own } : own, null, draw.pick([0, 2, '\t'])),
    }),
  };
}

function osRelease(draw: Draw, odds: number): string {
  const quoted = (text: string): string => draw.pick([`"${text}"`, text.includes(' ') ? `"${text}"` : text]);
  const lines = [
    `NAME=${quoted(draw.pick(['Acme', 'Acme OS', 'Fedora Linux']))}`,
    `ID=${quoted(draw.pick(['acme', 'fedora', 'rhel', 'centos']))}`,
    `VERSION_ID=${quoted(draw.pick(['1', '42', '9.4', '10']))}`,
    ...(draw.chance(0.5) ? [`ID_LIKE=${quoted(draw.pick(['rhel fedora', 'fedora', '']))}`] : []),
    ...(draw.chance(0.3) ? ['PLATFORM_ID="platform:el10"', 'VARIANT_ID=server'] : []),
    ...(draw.chance(0.5) ? ['PRETTY_NAME="Acme OS 1 (Rock)"', 'HOME_URL="https://example.com/?a=b#c"'] : []),
    ...(draw.chance(odds)
      ? [draw.pick([oddText(draw), "X='y'", '# c', ' A=b', 'A=b ', 'B="x\\"y"', 'C=$HOME', 'D'])]
      : []),
  ];
  return `${lines.join(draw.chance(0.1) ? '\n\n' : '\n')}${draw.chance(0.1) ? '' : '\n'}`;
}

function selinuxConfig(draw: Draw, odds: number): string {
  const type = draw.pick(['targeted', 'mls', 'minimum']);
  return draw.pick([
    `SELINUX=enforcing\nSELINUXTYPE=${type}\n`,
    `# This file controls the state of SELinux.\n\n SELINUX = permissive \n\tSELINUXTYPE = ${type}  \n`,
    `SELINUXTYPE=mls\nSELINUXTYPE=${type}`,
    ...(draw.chance(odds)
      ? [draw.pick(['SELINUXTYPE', '', 'SELINUXTYPE=', 'selinuxtype=x\n', `SELINUXTYPE=${oddWord(draw, 1)}`])]
      : []),
  ] as const);
}

function vendors(draw: Draw, odds: number): Tree {
  const names = draw.list(0, draw.chance(odds) ? 3 : 1, () => (draw.chance(odds) ? oddWord(draw, 1) : word(draw, 3)));
  const base = draw.chance(0.8) ? 'usr/lib/bootupd/updates/EFI' : 'usr/lib/efi/shim/15.8-3/EFI';
  const clean = names.filter((name) => !/[/\\\0]|^\.*$/.test(name));
  return Object.fromEntries(['BOOT', ...clean].map((name) => [`${base}/${name}/shimx64.efi`, 'x']));
}
