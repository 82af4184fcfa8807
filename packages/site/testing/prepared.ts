import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { captured } from '@bootwright/cli';
import { archiveOf, ociLayout } from '../../container-image/testing/image.ts';
import { bootableFiles } from '../../inspect/testing/bootable-image.ts';
import { withDirectories } from '../../seal/testing/sealed-image.ts';
import { portableExecutable } from '../../uki/testing/portable-executable.ts';
import { signingPair } from '../../uki/testing/signing-certificate.ts';

/**
 * What a reader of a guide has before its first command: the image registry.example.com/me/os:1, which commands read
 * from `os.tar` here; for the guide about sealed images a sealed one, and the keys of Secure Boot.
 */
export async function prepare(guide: string, directory: string): Promise<void> {
  if (guide !== 'sealed-images') {
    writeImage(directory, { ...bootableFiles('traditional'), 'sysroot/README': '', 'boot/README': '' });
    return;
  }
  const files = { ...bootableFiles('sealed'), 'sysroot/README': '' };
  writeImage(directory, files);
  const { stdout } = await captured(['seal', 'digest', 'oci-archive:os.tar'], { directory });
  writeImage(directory, { ...files, 'boot/EFI/Linux/6.12.7.efi': kernelOf(stdout.trim()) });
  const pair = signingPair('Harbour');
  writeFileSync(join(directory, 'db.key'), pair.key.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(directory, 'db.pem'), pair.certificate);
}

function writeImage(directory: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  const image = { layers: [withDirectories(files)], tag: 'registry.example.com/me/os:1' };
  writeFileSync(join(directory, 'os.tar'), archiveOf(ociLayout(image)));
}

const kernelOf = (digest: string): Uint8Array =>
  portableExecutable({
    '.osrel': 'ID=harbour\nVERSION_ID=1\nNAME="Harbour Linux"\n',
    '.cmdline': `rw composefs=${digest}`,
    '.uname': '6.12.7',
    '.linux': 'kernel',
    '.initrd': 'initramfs',
  });
