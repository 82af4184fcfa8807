import { Fault, formatBytes, bytes as inBytes } from '@bootwright/core';
import type { TarEntry } from '../tar/tar-entry.ts';
import { limits } from './limits.ts';

/** Counts what the layers of one image cost, and ends it where the limits do. */
export class UnpackBudget {
  private stored = 0;
  private unpacked = 0;
  private entries = 0;
  private nameBytes = 0;

  countStored(count: number): void {
    this.stored += count;
  }

  /** Faults: `image/too-large`, `image/bomb`. */
  countUnpacked(count: number, subject: string): void {
    this.unpacked += count;
    if (this.unpacked > limits.unpackedBytes) {
      throw tooLarge(
        `${subject} goes beyond the ${formatBytes(inBytes(limits.unpackedBytes))} that an image may unpack to`,
      );
    }
    if (this.unpacked > limits.unsuspectedBytes && this.unpacked > this.stored * limits.ratio) {
      throw new Fault('image/bomb', `${subject} unpacks to more than ${limits.ratio} times what is stored`, {
        hint: 'such an image is made to fill a disk; if it is yours, leave out its files of zeros',
      });
    }
  }

  /** Faults: `image/too-large`. */
  countEntry({ name, target }: TarEntry, subject: string): void {
    this.entries += 1;
    this.nameBytes += name.length + target.length;
    if (this.entries > limits.entries) {
      throw tooLarge(`${subject} goes beyond the ${limits.entries} files that an image may have`);
    }
    if (this.nameBytes > limits.nameBytes) {
      throw tooLarge(`${subject} goes beyond the ${limits.nameBytes} bytes that the names of an image may have`);
    }
  }
}

/** An image beyond what inspection takes. */
export function tooLarge(message: string): Fault {
  return new Fault('image/too-large', message, { hint: 'no bootable container is like that; look for what fills it' });
}
