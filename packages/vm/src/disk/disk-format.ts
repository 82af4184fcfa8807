import { Fault } from '@bootwright/core';

/** Formats of disks, by the names of QEMU's drivers. */
export type DiskFormat = 'raw' | 'qcow2' | 'vmdk' | 'vpc' | 'vhdx';

/** The bytes that identify a format: the first 64 KiB and the last 512 bytes, or all of a smaller disk. */
export interface DiskEnds {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

const text = (bytes: Uint8Array, from: number, length: number) =>
  Buffer.from(bytes.subarray(from, from + length)).toString('latin1');

const packed: readonly (readonly [magic: string, name: string, program: string])[] = [
  ['\u0028\u00b5\u002f\u00fd', 'zstd', 'zstd --decompress'],
  ['\u00fd7zXZ\0', 'xz', 'xz --decompress'],
  ['\u001f\u008b', 'gzip', 'gzip --decompress'],
  ['PK\u0003\u0004', 'zip', 'unzip'],
];

/**
 * The format of a disk by its content; content of no other format is `raw`. A disk may be hostile: one that would make
 * QEMU open other files of the host is the fault `boot/disk-parts`. A compressed disk is `boot/disk-packed`.
 *
 * Layouts: QEMU's docs/interop/qcow2.txt, VMware's "Virtual Disk Format 5.0", Microsoft's "Virtual Hard Disk Image
 * Format" and [MS-VHDX].
 */
export function diskFormat({ head, tail }: DiskEnds, file: string): DiskFormat {
  for (const [magic, name, program] of packed) {
    if (text(head, 0, magic.length) !== magic) continue;
    throw new Fault('boot/disk-packed', `${file} is compressed with ${name}`, {
      at: { file },
      hint: `decompress it first: "${program} ${file}"`,
    });
  }
  if (text(head, 0, 4) === 'QFI\u00fb') return wholeQcow2(head, file);
  if (text(head, 0, 4) === 'KDMV' || text(head, 0, 21) === '# Disk DescriptorFile') return wholeVmdk(head, file);
  if (text(head, 0, 8) === 'vhdxfile') return 'vhdx';
  if (text(tail, 0, 8) === 'conectix' || text(head, 0, 8) === 'conectix') return wholeVhd(head, tail, file);
  return 'raw';
}

function wholeQcow2(head: Uint8Array, file: string): DiskFormat {
  const view = viewOf(head);
  const version = view.getUint32(4);
  const backing = view.getBigUint64(8) !== 0n;
  // Bit 2 of the incompatible features: the data is in another file.
  const external = version >= 3 && (view.getBigUint64(72) & 4n) !== 0n;
  if (backing || external) throw partsFault(file, backing ? 'a backing file' : 'an external data file');
  return 'qcow2';
}

function wholeVmdk(head: Uint8Array, file: string): DiskFormat {
  const isSparse = text(head, 0, 4) === 'KDMV';
  // A capacity of 0 means that a descriptor names the extents; other files contain their extent.
  if (!isSparse || viewOf(head).getBigUint64(12, true) === 0n)
    throw partsFault(file, 'other files that its descriptor names');
  // QEMU looks for this word anywhere in the descriptor, of which it reads at most 20 KiB.
  if (text(head, 512, 20 * 1024).includes('parentFileNameHint')) throw partsFault(file, 'a parent image');
  return 'vmdk';
}

function wholeVhd(head: Uint8Array, tail: Uint8Array, file: string): DiskFormat {
  const footer = viewOf(text(tail, 0, 8) === 'conectix' ? tail : head);
  if (footer.getUint32(60) === 4) throw partsFault(file, 'a parent image');
  return 'vpc';
}

function partsFault(file: string, part: string): Fault {
  return new Fault('boot/disk-parts', `${file} needs ${part}`, {
    at: { file },
    hint: `if you trust its author with files of the host, convert it to one file: "qemu-img convert -O qcow2 ${file} whole.qcow2"`,
  });
}

/** A view that reads zeros after the end of a short disk. */
function viewOf(bytes: Uint8Array): DataView {
  const whole = new Uint8Array(512);
  whole.set(bytes.subarray(0, 512));
  return new DataView(whole.buffer);
}
