import type { TarEntry, TarKind } from '@bootwright/archive';
import { NameStore } from './name-store.ts';

/** A logged entry of a layer. The byte arrays are views that are valid until the next entry is logged. */
export interface LoggedEntry {
  /** Counted from 0 in the layer. */
  readonly ordinal: number;
  readonly kind: TarKind;
  readonly name: Uint8Array;
  readonly target: Uint8Array;
  readonly size: number;
}

const kinds: readonly TarKind[] = [
  'file',
  'hard link',
  'link',
  'directory',
  'character device',
  'block device',
  'FIFO',
];
/** Kind, the lengths of name and target, the size. */
const headLength = 1 + 4 + 4 + 8;

/** The entries of one layer in order, in few bytes each, so that layers are read in parallel and merged in order. */
export class LayerLog {
  private readonly records = new NameStore();
  private readonly head = new DataView(new ArrayBuffer(headLength));
  count = 0;

  add(entry: TarEntry): void {
    const { head } = this;
    head.setUint8(0, kinds.indexOf(entry.kind));
    head.setUint32(1, entry.name.length);
    head.setUint32(5, entry.target.length);
    head.setFloat64(9, entry.size);
    this.records.add(new Uint8Array(head.buffer));
    this.records.add(entry.name);
    this.records.add(entry.target);
    this.count += 1;
  }

  *entries(): Generator<LoggedEntry> {
    const { bytes, length } = this.records;
    const view = new DataView(bytes.buffer);
    let offset = 0;
    for (let ordinal = 0; offset < length; ordinal++) {
      const name = offset + headLength;
      const target = name + view.getUint32(offset + 1);
      const end = target + view.getUint32(offset + 5);
      yield {
        ordinal,
        kind: kinds[view.getUint8(offset)] ?? 'file',
        name: bytes.subarray(name, target),
        target: bytes.subarray(target, end),
        size: view.getFloat64(offset + 9),
      };
      offset = end;
    }
  }
}
