import { closeSync, fstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Bytes, bytes, Fault, GiB, MiB } from '@bootwright/core';
import { errorCode, FolderHandle, fileFault, openFileIn, readFileBeneath } from '@bootwright/process/files';
import { type BootArguments, parseBootArguments } from './boot-arguments.ts';
import { type Unpacking, unpackArchive } from './unpack-archive.ts';

/** An open file of a tree: what is read is what was opened, whoever replaces it. */
export interface TreeFile {
  readonly name: string;
  readonly descriptor: number;
  readonly size: Bytes;
}

/** What a machine boots over the network. */
export interface NetworkBootTree extends BootArguments {
  /** The archive or folder, an absolute path. */
  readonly source: string;
  readonly kernel: TreeFile;
  readonly initramfs: TreeFile;
  /** The files that a started machine may load. */
  readonly files: readonly TreeFile[];
  close(): void;
}

const menuName = 'grub.cfg';

/** The files of osbuild/image-builder's archive, and the most that each may have. */
const wanted = new Map<string, Bytes>([
  ['vmlinuz', MiB(256)],
  ['initrd.img', GiB(2)],
  ['rootfs.img', GiB(64)],
  [menuName, MiB(1)],
]);

/** Whether a path is what `openNetworkBootTree` opens: a folder with a kernel, or a tar archive. */
export function isNetworkBootTree(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true) return /\.tar(?:\.xz)?$/.test(path);
  return found?.isDirectory() === true && statSync(join(path, 'vmlinuz'), { throwIfNoEntry: false }) !== undefined;
}

/**
 * Opens the archive of the image type `pxe-tar-xz`, or the folder that it was unpacked to. `server` is the host, with its
 * port, from which the machine will load the root file system. An archive is unpacked to `folder` of `unpacking`. Links are
 * not followed. Faults: those of `unpackArchive` and `parseBootArguments`, `network-boot/file`, `file/…`.
 */
export async function openNetworkBootTree(
  path: string,
  server: string,
  unpacking: Unpacking,
): Promise<NetworkBootTree> {
  const isFolder = statSync(path).isDirectory();
  const folder = isFolder ? path : join(unpacking.folder, 'network-boot');
  if (!isFolder) {
    mkdirSync(folder, { mode: 0o700 });
    await unpackArchive(path, wanted, { ...unpacking, folder });
  }
  const opened: TreeFile[] = [];
  const close = () => {
    for (const { descriptor } of opened.splice(0)) closeSync(descriptor);
  };
  const root = FolderHandle.open(folder);
  try {
    const open = (name: string): TreeFile => {
      const descriptor = ofTree(name, path, () => openFileIn(root, name));
      const file = { name, descriptor, size: bytes(fstatSync(descriptor).size) };
      opened.push(file);
      return file;
    };
    const [kernel, initramfs] = [open('vmlinuz'), open('initrd.img')];
    const menu = ofTree(menuName, path, () => readFileBeneath(root, [menuName], wanted.get(menuName) ?? 0));
    const { rootfs, ...given } = parseBootArguments(new TextDecoder().decode(menu), server);
    const files = [kernel, initramfs, open(rootfs)];
    return { source: realpathSync(path), kernel, initramfs, files, rootfs, ...given, close };
  } catch (error) {
    close();
    throw error;
  } finally {
    root.close();
  }
}

/** What `read` gives of a file of the tree; an error is that of the tree. */
function ofTree<T>(name: string, tree: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw treeFault(name, tree, error);
  }
}

function treeFault(name: string, tree: string, cause: unknown): unknown {
  const code = errorCode(cause);
  if (code !== 'ENOENT' && code !== 'ELOOP' && code !== 'ENXIO') return fileFault('read', join(tree, name), cause);
  const why = code === 'ENOENT' ? 'missing' : 'not a plain file';
  return new Fault('network-boot/file', `${tree} cannot be booted over the network: ${name} is ${why}`, {
    at: { file: tree },
    hint: 'name the archive of the image type "pxe-tar-xz", or the folder that it was unpacked to',
    cause,
  });
}
