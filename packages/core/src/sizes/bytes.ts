import { Fault } from '../faults/fault.ts';

/** A whole number of bytes from 0 to 2^53 - 1. */
export type Bytes = number & { readonly __unit: 'bytes' };

const isBytes = (value: number): value is Bytes => Number.isSafeInteger(value) && value >= 0;

const unit =
  (factor: number) =>
  (count: number): Bytes => {
    const size = count * factor;
    if (isBytes(size)) return size;
    throw new Fault('size/range', `${size} is not a size in bytes`, {
      hint: `sizes are whole numbers of bytes from 0 to ${Number.MAX_SAFE_INTEGER}`,
    });
  };

/** `count` bytes. Anything but a whole number from 0 to 2^53 - 1 is the fault `size/range`, as for the units below. */
export const bytes = unit(1);
/** `count` times 1024 bytes. */
export const KiB = unit(1024);
/** `count` times 1024^2 bytes. */
export const MiB = unit(1024 ** 2);
/** `count` times 1024^3 bytes. */
export const GiB = unit(1024 ** 3);
/** `count` times 1024^4 bytes. */
export const TiB = unit(1024 ** 4);
