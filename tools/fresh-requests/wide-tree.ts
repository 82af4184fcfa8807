import { container } from './container.ts';
import { otherCustomizations } from './customizations.ts';
import { Draw } from './draw.ts';
import { layoutCustomizations } from './layouts.ts';
import { word } from './texts.ts';
import { tomlText } from './toml.ts';
import { unusedCustomizations, unusedRoots } from './unused.ts';
import { wideDiskYaml } from './wide-yaml.ts';

type Values = Readonly<Record<string, unknown>>;

const folders = ['usr/lib/bootc-image-builder', 'usr/lib/image-builder/bootc'] as const;

/** A request whose facts are in files that are links, folders, missing or in two places, with an iso.yaml and whole blueprints. */
export function wideTreeRequest(seed: number): Values {
  const draw = new Draw(seed);
  const { imgref, arch, default_root_fs, size, unified_kernel, bootloader } = container(draw, { odds: 0, yaml: 0 });
  return {
    name: `wide-tree-${seed}`,
    tree: {
      ...osRelease(draw),
      ...kernels(draw),
      ...vendors(draw),
      ...selinux(draw),
      ...builderFiles(draw),
    },
    container: {
      imgref,
      arch: arch === 'riscv64' ? 'aarch64' : arch,
      default_root_fs,
      size,
      unified_kernel,
      bootloader,
    },
    image_type: draw.pick(['raw', 'qcow2', 'vmdk', 'ami', 'gce']),
    seed: draw.int(1000),
    options: {},
    blueprint: draw.chance(0.2) ? { customizations: layoutCustomizations(draw, 0) } : {},
  };
}

/** The text at the path, or a link there to where it is. */
function placed(draw: Draw, path: string, text: string): Values {
  if (!draw.chance(0.12)) return { [path]: text };
  const name = path.replaceAll('/', '_');
  const up = '../'.repeat(path.split('/').length - 1);
  return {
    [path]: { link: draw.pick([`${up}usr/share/${name}`, `${up}usr/./share//${name}`, `${up}usr/share/none`]) },
    [`usr/share/${name}`]: text,
  };
}

function osRelease(draw: Draw): Values {
  const lines = [
    'NAME="Acme OS"',
    `ID=${draw.pick(['acme', '"fedora"', 'rhel'])}`,
    `VERSION_ID=${draw.pick(['1', '"9.4"', '42', '10.1'])}`,
    ...(draw.chance(0.3) ? ['ID_LIKE="rhel  fedora"', 'VARIANT_ID=iot'] : []),
    ...(draw.chance(0.1) ? [draw.pick(['ID=other', 'VERSION_ID=7', 'NAME=""', 'X=a=b', 'EMPTY='])] : []),
  ];
  const text = `${lines.join('\n')}${draw.pick(['\n', '\n', '\n\n', ''])}`;
  const other = `${text.replace('acme', 'other')}\n`;
  return draw.pick([
    { 'usr/lib/os-release': text, 'etc/os-release': { link: '../usr/lib/os-release' } },
    { 'usr/lib/os-release': text },
    { 'etc/os-release': text },
    { 'usr/lib/os-release': text, 'etc/os-release': other },
    { 'usr/lib/os-release': text, 'etc/os-release': { link: 'none' } },
    { 'usr/lib/os-release': text.replace('VERSION_ID', 'VERSION'), 'etc/os-release': text },
  ] as const);
}

function kernels(draw: Draw): Values {
  const folder = `usr/lib/modules/6.${draw.int(30)}.${draw.int(9)}-${word(draw)}`;
  return draw.pick([
    { [`${folder}/vmlinuz`]: 'k' },
    { [`${folder}/vmlinuz`]: 'k', 'usr/lib/modules/0/modules.dep': '', 'usr/lib/modules/file': '' },
    { [`${folder}/vmlinuz`]: 'k', [`${folder}/aboot.img`]: 'a', 'usr/lib/modules/now': { link: folder.slice(16) } },
    { [`${folder}/vmlinuz`]: { link: '../../../share/k' }, 'usr/share/k': 'k' },
    { [`${folder}/vmlinuz`]: { dir: true } },
    { [`${folder}/initramfs.img`]: 'i' },
  ] as const);
}

function vendors(draw: Draw): Values {
  const bootupd = 'usr/lib/bootupd/updates/EFI';
  const shim = `usr/lib/efi/shim/${draw.pick(['15.8-3', '16.1'])}/EFI`;
  return draw.pick([
    { [`${bootupd}/BOOT/a.efi`]: 'x', [`${bootupd}/acme/shimx64.efi`]: 'x' },
    { [`${bootupd}/BOOT`]: { dir: true }, [`${bootupd}/Zeta`]: { dir: true }, [`${bootupd}/acme`]: { dir: true } },
    { [`${shim}/BOOT/a.efi`]: 'x', [`${shim}/acme/shimx64.efi`]: 'x' },
    { [`${bootupd}/file`]: 'x', [`${shim}/acme/shimx64.efi`]: 'x' },
    { [`${bootupd}/link`]: { link: 'BOOT' }, [`${bootupd}/BOOT/a.efi`]: 'x' },
    { [`${bootupd}/.acme/a.efi`]: 'x' },
    {},
  ] as const);
}

function selinux(draw: Draw): Values {
  if (draw.chance(0.1)) return draw.pick([{}, { 'etc/selinux/config': { dir: true } }] as const);
  const lines = draw.list(1, 3, () =>
    draw.pick([
      'SELINUX=enforcing',
      'SELINUXTYPE=targeted',
      '',
      '# c',
      ' SELINUXTYPE =  mls ',
      'X=',
      'SELINUXTYPE=a=b',
      'A',
    ]),
  );
  return placed(draw, 'etc/selinux/config', lines.join(draw.pick(['\n', '\n', '\r\n'])));
}

function builderFiles(draw: Draw): Values {
  const blueprint = {
    ...unusedRoots(draw),
    customizations: {
      ...layoutCustomizations(draw, 0),
      ...(draw.chance(0.3) ? otherCustomizations(draw, 0) : {}),
      ...(draw.chance(0.3) ? unusedCustomizations(draw) : {}),
    },
  };
  const files: readonly Values[] = [
    draw.chance(0.4) ? placed(draw, `${draw.pick(folders)}/disk.yaml`, wideDiskYaml(draw)) : {},
    draw.chance(0.05) ? { [`${draw.pick(folders)}/disk.yaml`]: { dir: true } } : {},
    draw.chance(0.3) ? placed(draw, `${draw.pick(folders)}/iso.yaml`, isoYaml(draw)) : {},
    draw.chance(0.25) ? placed(draw, `${folders[0]}/config.toml`, tomlText(draw, blueprint)) : {},
    draw.chance(0.15) ? placed(draw, `${folders[0]}/config.json`, JSON.stringify(blueprint, null, draw.int(3))) : {},
    draw.chance(0.05) ? { [`${folders[1]}/config.toml`]: tomlText(draw, blueprint) } : {},
  ];
  return Object.assign({}, ...files);
}

function isoYaml(draw: Draw): string {
  const lines = [
    `label: ${draw.pick(['ACME', '"A B"', '010', 'yes', "'x'", '~', '1.5', 'Container-Installer'])}`,
    draw.pick([
      'kernel_args: [quiet, "a=b"]',
      'kernel_args:\n  - inst.stage2=hd:LABEL=ACME\n  - 1\n  - true',
      'kernel_args: []',
      '',
    ]),
    draw.pick([
      'grub2:\n  default: 1\n  timeout: 10\n  entries:\n    - name: Install\n      linux: /images/vmlinuz\n      initrd: /i',
      'grub2: {timeout: 0x10, default: 0}',
      'grub2: {entries: []}',
      'grub2:',
      '',
    ]),
    draw.chance(0.1) ? draw.pick(['# c', '.x: &x [a]', 'other: 1', '---']) : '',
  ];
  return draw.chance(0.1)
    ? '.e: &e {name: A, linux: /l, initrd: /i}\ngrub2:\n  entries:\n    - *e\n    - <<: *e\n      name: B\n'
    : `${lines.filter((line) => line !== '').join('\n')}\n`;
}
