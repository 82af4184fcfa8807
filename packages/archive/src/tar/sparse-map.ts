import type { WorkBudget } from '../work-budget.ts';
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

/** A map of alternating offsets and lengths. Faults: `image/tar` for an invalid map, or one with more than `mostExtents`. */
export function sparseMap(numbers: readonly number[], subject: string): readonly Extent[] {
  if (numbers.length % 2 !== 0) throw tarFault(subject, 'the map of a sparse file ends in the midst of a part');
  if (numbers.length > mostExtents * 2) throw tarFault(subject, `a sparse file has more than ${mostExtents} parts`);
  const extents: Extent[] = [];
  let end = 0;
  for (let index = 0; index < numbers.length; index += 2) {
    const offset = numbers[index] ?? 0;
    const length = numbers[index + 1] ?? 0;
    if (offset < end || !Number.isSafeInteger(offset + length))
      throw tarFault(subject, 'the parts of a sparse file overlap or lie beyond all measure');
    extents.push({ offset, length });
    end = offset + length;
  }
  return extents;
}

/** Reads stored bytes, fewer where they end before. */
export type ReadStored = (offset: number, length: number) => Uint8Array;

/** A part of a sparse file, and where its bytes are stored. */
interface StoredPart extends Extent {
  readonly stored: number;
}

/** The parts of a sparse file, which is read in pieces, some of them often: its map is read once. */
export class SparseFile {
  private readonly read: ReadStored;
  private readonly parts: readonly StoredPart[];

  /** Faults: `image/tar` for a broken map in the content, and those of `budget`, to which a map in the content is charged. */
  constructor(map: SparseMap, read: ReadStored, budget: WorkBudget) {
    this.read = read;
    const { extents, start } = map === 'in-content' ? mapInContent(read, budget) : { extents: map, start: 0 };
    let stored = start;
    this.parts = extents.map((extent) => {
      const part = { ...extent, stored };
      stored += extent.length;
      return part;
    });
  }

  /**
   * Bytes from an offset, within the file; holes are zeros.
   */
  bytes({ offset, length }: { readonly offset: number; readonly length: number }): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let index = this.firstEndingAfter(offset); index < this.parts.length; index++) {
      const part = this.parts[index];
      if (part === undefined || part.offset >= offset + length) break;
      const from = Math.max(part.offset, offset);
      const to = Math.min(part.offset + part.length, offset + length);
      if (from < to) bytes.set(this.read(part.stored + from - part.offset, to - from), from - offset);
    }
    return bytes;
  }

  private firstEndingAfter(offset: number): number {
    let [low, high] = [0, this.parts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const part = this.parts[middle];
      if (part !== undefined && part.offset + part.length <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Decimal numbers, a line each: how many parts, then the offset and length of each; filled up to whole blocks. */
function mapInContent(
  read: ReadStored,
  budget: WorkBudget,
): { readonly extents: readonly Extent[]; readonly start: number } {
  const subject = 'a sparse file';
  const text = Buffer.from(read(0, longestContentMap)).toString('latin1');
  budget.spend('header bytes', text.length);
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
  budget.spend('extents', count);
  const numbers = Array.from({ length: count * 2 }, next);
  return { extents: sparseMap(numbers, subject), start: Math.ceil(at / blockLength) * blockLength };
}
