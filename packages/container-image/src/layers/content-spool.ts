import type { ReadStored, SparseMap } from '@bootwright/archive';
import { SparseFile, tooLarge, WorkBudget } from '@bootwright/archive';
import type { ScratchFile } from '@bootwright/file-tree';
import { limits } from './limits.ts';

interface Region {
  readonly position: number;
  readonly length: number;
  readonly sparse?: SparseMap;
}

/** The content of selected files, on disk until it is read. */
export class ContentSpool {
  private readonly file: ScratchFile;
  private readonly budget: WorkBudget;
  private readonly regions = new Map<string, Region>();
  private readonly sparseFiles = new Map<string, SparseFile>();
  private end = 0;

  constructor(file: ScratchFile, budget = new WorkBudget()) {
    this.file = file;
    this.budget = budget;
  }

  /** Reserves room for the first bytes of an entry's content, for a sparse one for all. Faults: `image/too-large`. */
  reserve(layer: number, ordinal: number, { length, sparse }: Omit<Region, 'position'>): number {
    const position = this.end;
    this.end += length;
    this.budget.spend('kept files', 1);
    if (this.end > limits.kept) throw tooLarge('the files of the image that inspection reads take more than 4 GiB');
    this.regions.set(`${layer}/${ordinal}`, { position, length, ...(sparse === undefined ? {} : { sparse }) });
    return position;
  }

  write(position: number, bytes: Uint8Array): void {
    this.file.write(position, bytes);
  }

  /** Bytes of an entry's content; `undefined` where they are not kept. */
  read(
    layer: number,
    ordinal: number,
    range: { readonly offset: number; readonly length: number },
  ): Uint8Array | undefined {
    const key = `${layer}/${ordinal}`;
    const region = this.regions.get(key);
    if (region?.sparse !== undefined) return this.sparseFile(key, region, region.sparse).bytes(range);
    if (region === undefined || range.offset + range.length > region.length) return undefined;
    return this.file.read(region.position + range.offset, range.length);
  }

  private sparseFile(key: string, region: Region, map: SparseMap): SparseFile {
    const known = this.sparseFiles.get(key);
    if (known !== undefined) return known;
    const file = new SparseFile(map, this.readerOf(region), this.budget);
    this.sparseFiles.set(key, file);
    return file;
  }

  private readerOf({ position, length }: Region): ReadStored {
    return (offset, count) => this.file.read(position + offset, Math.max(0, Math.min(count, length - offset)));
  }
}
