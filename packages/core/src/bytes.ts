/** A whole number of bytes from 0 to 2^53 - 1. */
export type Bytes = number & { readonly __unit: 'bytes' };

const unit =
  (factor: number) =>
  (count: number): Bytes =>
    (count * factor) as Bytes;

export const bytes = unit(1);
export const KiB = unit(1024);
export const MiB = unit(1024 ** 2);
export const GiB = unit(1024 ** 3);
export const TiB = unit(1024 ** 4);
