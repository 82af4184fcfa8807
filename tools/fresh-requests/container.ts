import { diskYaml } from './disk-yaml.ts';
import type { Draw } from './draw.ts';
import { layoutCustomizations } from './layouts.ts';
import { oddWord, word } from './texts.ts';

const architectures = ['x86_64', 'x86_64', 'x86_64', 'aarch64', 'aarch64', 'ppc64le', 's390x', 'riscv64'] as const;
const oddArchitectures = ['amd64', 'arm64', 'i686', 'X86_64', '', 'loongarch64'] as const;

/** Those with UEFI, whose containers bring a boot loader for it. */
const firmware: readonly string[] = ['x86_64', 'aarch64'];

export interface ContainerOptions {
  /** How often something is unusual. */
  readonly odds: number;
  /** How often the container brings a disk.yaml. */
  readonly yaml: number;
}

/** The facts of a container. */
export function container(draw: Draw, { odds, yaml }: ContainerOptions): Readonly<Record<string, unknown>> {
  const sealed = draw.chance(0.2);
  const architecture = draw.pick(architectures);
  return {
    imgref: draw.chance(odds) ? oddWord(draw, 1) : `registry.example.com/${word(draw)}/${word(draw)}:${draw.int(50)}`,
    ...(draw.chance(0.2) ? { image_id: `sha256:${word(draw)}` } : {}),
    arch: draw.chance(odds / 12) ? draw.pick(oddArchitectures) : architecture,
    ...(draw.chance(0.995) ? { default_root_fs: rootFilesystem(draw, odds) } : {}),
    size: draw.chance(odds / 3) ? draw.pick([1, 2 ** 40, 511, 0]) : 10 ** 8 * (1 + draw.int(90)) + draw.int(4096),
    ...(sealed || draw.chance(0.3) ? { unified_kernel: sealed } : {}),
    ...(draw.chance(sealed ? 0.7 : 0.15) ? { bootloader: draw.pick(['systemd', 'grub', 'none', '', 'zipl']) } : {}),
    os_info: osInfo(draw, odds, architecture === 'riscv64' ? 0.7 : yaml, architecture),
  };
}

function rootFilesystem(draw: Draw, odds: number): string {
  if (draw.chance(odds / 15)) return draw.pick(['', 'vfat', 'EXT4', 'f2fs', 'swap', 'none', ' ext4']);
  return draw.pick(['ext4', 'ext4', 'xfs', 'btrfs']);
}

function osInfo(draw: Draw, odds: number, yaml: number, architecture: string): Readonly<Record<string, unknown>> {
  return {
    os_release: {
      id: draw.chance(odds / 4) ? oddWord(draw, 1) : draw.pick(['fedora', 'centos', 'rhel', 'acme', 'test-os', 'ol']),
      version_id: version(draw, odds),
      name: draw.pick(['Acme', 'Acme OS', 'Fedora Linux']),
    },
    ...(draw.chance(firmware.includes(architecture) ? 0.6 : 0.04)
      ? { uefi_vendor: draw.chance(odds / 3) ? oddWord(draw, 1) : draw.pick(['fedora', 'acme']) }
      : {}),
    ...(draw.chance(0.6) ? { selinux_policy: draw.pick(['targeted', 'mls', 'minimum', '']) } : {}),
    ...(draw.chance(0.8) ? { kernel_info: { version: `6.${draw.int(20)}.${draw.int(9)}` } } : {}),
    ...(draw.chance(yaml) ? { disk_yaml: diskYaml(draw, odds) } : {}),
    ...(draw.chance(0.08) ? { image_customization: ownCustomizations(draw, odds) } : {}),
  };
}

function version(draw: Draw, odds: number): string {
  if (draw.chance(odds / 3)) {
    return draw.pick([
      '',
      'rolling',
      '10-stream',
      '1.2.3',
      'v1',
      ' 9',
      '9.',
      '.9',
      '9.4 (x)',
      '10beta',
      '01',
      '-1',
      '1e1',
    ]);
  }
  return draw.pick(['42', '43', '9', '10', '9.4', '10.2', '1', '0']);
}

function ownCustomizations(draw: Draw, odds: number): Readonly<Record<string, unknown>> {
  return {
    ...layoutCustomizations(draw, odds),
    ...(draw.chance(0.3) ? { user: [{ name: word(draw) }] } : {}),
    ...(draw.chance(0.2) ? { kernel: { append: 'quiet' } } : {}),
  };
}
