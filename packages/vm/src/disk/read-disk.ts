import { closeSync, fstatSync, readSync, realpathSync } from 'node:fs';
import { Fault } from '@bootwright/core';
import { fileFault, openNamedFile } from '@bootwright/process/files';
import { type DiskFormat, diskFormat } from './disk-format.ts';
import { beginsAsDisk, isIsoImage } from './raw-disk.ts';

const mediaHint =
  'name a disk (raw, qcow2, vmdk, vhd or vhdx, or a block device), an ISO, or an archive or folder for network boot';

/** A disk to boot from. */
export interface DiskInfo {
  /** An absolute path without links. */
  readonly file: string;
  readonly format: DiskFormat;
  readonly kind: 'file' | 'device';
  /** Whether it is an ISO 9660 image, possibly one that also starts as a disk. */
  readonly isIso: boolean;
}

export interface OpenDisk {
  readonly info: DiskInfo;
  /**
   * The path with which a program of this user opens the disk that was checked, even if the file was replaced since
   * (proc_pid_fd(5)); the path of the file on systems without /proc.
   */
  readonly path: string;
  close(): void;
}

/** Opens a disk and identifies its format. Faults: `file/absent`, `file/permission`, `boot/disk`, and those of `diskFormat`. */
export function openDisk(file: string): OpenDisk {
  const handle = openHandle(file);
  try {
    const info = readInfo(file, handle);
    const path = process.platform === 'linux' ? `/proc/${process.pid}/fd/${handle}` : info.file;
    return { info, path, close: () => closeSync(handle) };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

function readInfo(file: string, handle: number): DiskInfo {
  const found = fstatSync(handle);
  const head = readAt(handle, 0, 64 * 1024);
  if (head.length === 0) throw diskFault(file, 'is empty');
  const tail = found.isFile() ? readAt(handle, Math.max(0, found.size - 512), 512) : new Uint8Array();
  const kind = found.isFile() ? 'file' : 'device';
  const format = diskFormat({ head, tail }, file);
  if (format === 'raw' && !beginsAsDisk(head)) {
    throw diskFault(file, 'is not a disk: it has neither a partition table nor a boot sector');
  }
  return { file: realpathSync(file), format, kind, isIso: format === 'raw' && isIsoImage(head) };
}

function openHandle(file: string): number {
  try {
    return openNamedFile(file, 'files-and-disks');
  } catch (cause) {
    const fault = fileFault('read', file, cause);
    if (/^file\/(?:special|directory)$/.test(fault.code)) throw diskFault(file, 'is neither a file nor a block device');
    throw fault.code === 'file/absent' ? fault.with({ hint: mediaHint }) : fault;
  }
}

function readAt(handle: number, position: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let count = 0;
  while (count < length) {
    const more = readSync(handle, bytes, count, length - count, position + count);
    if (more === 0) break;
    count += more;
  }
  return bytes.subarray(0, count);
}

function diskFault(file: string, message: string): Fault {
  return new Fault('boot/disk', `${file} ${message}`, { at: { file }, hint: mediaHint });
}
