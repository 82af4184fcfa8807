import { cpioArchive } from '../../archive/testing/cpio.ts';
import type { MadeImage } from '../../container-image/testing/image.ts';
import { portableExecutable } from '../../uki/testing/portable-executable.ts';

const digest = 'c0ffee00'.repeat(16);

/** The files of a small bootable container, by path. */
export function bootableFiles(kind: 'traditional' | 'sealed'): Readonly<Record<string, string | Uint8Array>> {
  const install = '[install.filesystem.root]\ntype = "ext4"\n';
  const system = {
    'usr/lib/os-release': 'ID=harbour\nVERSION_ID=1\nNAME="Harbour Linux"\n',
    'usr/lib/bootc/install/10-os.toml': kind === 'sealed' ? `[install]\nbootloader = "systemd"\n${install}` : install,
    'etc/selinux/config': 'SELINUXTYPE=targeted\n',
    'etc/selinux/targeted/contexts/files/file_contexts': '/.* system_u:object_r:default_t:s0\n',
  };
  if (kind === 'traditional') {
    return {
      ...system,
      'usr/lib/bootc/kargs.d/10-console.toml': 'kargs = ["console=ttyS0", "quiet"]\n',
      'usr/lib/bootupd/updates/EFI/harbour/shimx64.efi': 'shim',
      'usr/lib/modules/6.12.7/vmlinuz': 'kernel',
      'usr/lib/modules/6.12.7/initramfs.img': cpioArchive({ 'usr/lib/dracut/modules.txt': 'systemd\nostree\nbase\n' }),
    };
  }
  const kernel = portableExecutable({
    '.osrel': system['usr/lib/os-release'],
    '.cmdline': `quiet rw composefs=${digest}`,
    '.uname': '6.12.7',
    '.linux': 'kernel',
    '.initrd': 'initramfs',
  });
  return { ...system, 'boot/EFI/Linux/6.12.7.efi': kernel };
}

/** That container as an image of two layers. */
export function bootableImage(kind: 'traditional' | 'sealed', image: Partial<MadeImage> = {}): MadeImage {
  const entries = Object.entries(bootableFiles(kind)).map(([name, content]) => ({ name, content }) as const);
  return { layers: [entries.slice(0, 2), entries.slice(2)], ...image };
}
