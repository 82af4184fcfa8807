import { tarFault } from './tar-header.ts';

/** A part of a sparse file that is stored; between such parts are zeros. */
export interface Extent {
  readonly offset: number;
  readonly length: number;
}

/** Where the parts of a sparse file belong, in order; GNU tar's format 1.0 says so at the beginning of the content. */
export type SparseMap = readonly Extent[] | 'in-content';

/** More parts are in no file that inspection reads. */
export const mostExtents = 65_536;
const blockLength = 512;
const longestContentMap = 1024 * 1024;

/** A map of offsets and lengths in turn. Faults: `image/tar` for a map that is none, or has more than `mostExtents`. */
export function sparseMap(numbers: readonly number[], subject: string): readonly Extent[] {
  if (numbers.length % 2 !== 0) throw tarFault(subject, 'the map of a sparse file ends in the midst of a part');
  if (numbers.length > mostExtents * 2) throw tarFault(subject, `a sparse file has more than ${mostExtents} parts`);
  const extents: Extent[] = [];
  let end = 0;
  for (let index = 0; index < numbers.length; index += 2) {
    const [offset = 0, length = 0] = numbers.slice(index, index + 2);
    if (offset < end || !Number.isSafeInteger(offset + length))
      throw tarFault(subject, 'the parts of a sparse file overlap or lie beyond all measure');
    extents.push({ offset, length });
    end = offset + length;
  }
  return extents;
}

/** Reads stored bytes, fewer where they end before. */
export type ReadStored = (offset: number, length: number) => Uint8Array;

/**
 * Bytes of a sparse file from an offset, holes as zeros; what lies in parts that are not stored is zero too. The file is
 * known to be as long. Faults: `image/tar` for a broken map in the content.
 */
export function readSparse(
  map: SparseMap,
  read: ReadStored,
  { offset, length }: { readonly offset: number; readonly length: number },
): Uint8Array {
  const { extents, start } = map === 'in-content' ? mapInContent(read) : { extents: map, start: 0 };
  const bytes = new Uint8Array(length);
  let stored = start;
  for (const extent of extents) {
    const from = Math.max(extent.offset, offset);
    const to = Math.min(extent.offset + extent.length, offset + length);
    if (from < to) bytes.set(read(stored + from - extent.offset, to - from), from - offset);
    stored += extent.length;
  }
  return bytes;
}

/** Decimal numbers, a line each: how many parts, then the offset and length of each; filled up to whole blocks. */
function mapInContent(read: ReadStored): { readonly extents: readonly Extent[]; readonly start: number } {
  const subject = 'a sparse file';
  const text = Buffer.from(read(0, longestContentMap)).toString('latin1');
  let at = 0;
  const next = (): number => {
    const end = text.indexOf('\n', at);
    const digits = end < 0 ? '' : text.slice(at, end);
    if (!/^\d{1,16}$/.test(digits)) throw tarFault(subject, 'the map before its content cannot be read');
    at = end + 1;
    return Number(digits);
  };
  const count = next();
  if (count > mostExtents) throw tarFault(subject, `it has more than ${mostExtents} parts`);
  const numbers = Array.from({ length: count * 2 }, next);
  return { extents: sparseMap(numbers, subject), start: Math.ceil(at / blockLength) * blockLength };
}
