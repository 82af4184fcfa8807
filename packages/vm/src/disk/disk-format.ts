import { Fault } from '@bootwright/core';

/** Formats that a disk may have, as QEMU calls its drivers for them. */
export type DiskFormat = 'raw' | 'qcow2' | 'vmdk' | 'vpc' | 'vhdx';

/** What tells a disk's format: its first 64 KiB and its last 512 bytes, or all of it where it is smaller. */
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
 * The format of a disk by its content; whatever is none of the others is `raw`. Such a disk may come from anywhere, so
 * one that would make QEMU open further files of this machine is the fault `boot/disk-parts`; an archive is
 * `boot/disk-packed`.
 *
 * Layouts: QEMU's docs/interop/qcow2.txt, VMware's "Virtual Disk Format 5.0", Microsoft's "Virtual Hard Disk Image
 * Format" and [MS-VHDX].
 */
export function diskFormat({ head, tail }: DiskEnds, file: string): DiskFormat {
  for (const [magic, name, program] of packed) {
    if (text(head, 0, magic.length) !== magic) continue;
    throw new Fault('boot/disk-packed', `${file} is packed with ${name}`, {
      at: { file },
      hint: `unpack it first: "${program} ${file}"`,
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
  // A capacity of 0 says that the descriptor names the extents; others hold the one that they begin.
  if (!isSparse || viewOf(head).getBigUint64(12, true) === 0n) throw partsFault(file, 'a descriptor of further files');
  // QEMU takes the word for a parent wherever it is in the descriptor, of which it reads 20 KiB at most.
  if (text(head, 512, 20 * 1024).includes('parentFileNameHint')) throw partsFault(file, 'a parent');
  return 'vmdk';
}

function wholeVhd(head: Uint8Array, tail: Uint8Array, file: string): DiskFormat {
  const footer = viewOf(text(tail, 0, 8) === 'conectix' ? tail : head);
  if (footer.getUint32(60) === 4) throw partsFault(file, 'a parent');
  return 'vpc';
}

function partsFault(file: string, part: string): Fault {
  return new Fault('boot/disk-parts', `${file} needs ${part}`, {
    at: { file },
    hint: `if you trust who made it with files of this machine, make one file of it: "qemu-img convert -O qcow2 ${file} whole.qcow2"`,
  });
}

/** A view that reads zeros behind the end of a short disk. */
function viewOf(bytes: Uint8Array): DataView {
  const whole = new Uint8Array(512);
  whole.set(bytes.subarray(0, 512));
  return new DataView(whole.buffer);
}
