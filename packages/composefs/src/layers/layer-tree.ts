import type { TarAttributes, TarEntry } from '@bootwright/archive';
import { byteString, WorkBudget } from '@bootwright/archive';
import { noDigest, notComputed, unclearLayer } from '@bootwright/file-contexts';
import type { VerityAlgorithm } from '../fs-verity.ts';
import { FsVerity } from '../fs-verity.ts';
import type { Directory, LeafContent, LeafOrigin, Node, Stat } from '../root/composefs-tree.ts';
import { isDirectory, mostInline, noStat, noXattrs } from '../root/composefs-tree.ts';
import { isReadName, longestRead } from './read-names.ts';

const whiteoutPrefix = '.wh.';
const opaqueName = '.wh..wh..opq';

/** Names in the way to one file; deeper ones overflow what walks over the tree. */
const deepest = 500;

/** Linux' NAME_MAX and XATTR_NAME_MAX, and XATTR_LIST_MAX. */
const longestName = 255;
const mostXattrBytes = 65_535;
/** What an attribute takes in addition to its name and value. */
const costOfXattr = 64;
/** Linux' PATH_MAX without its NUL; longer targets of links are stored in another way. */
const longestTarget = 4095;

/** Of /boot and /sysroot, which are emptied: nanoseconds. */
export type EmptiedFractions = Readonly<Record<'boot' | 'sysroot', Set<number>>>;

/** A file whose content streams by. */
interface PendingFile {
  readonly path: string;
  readonly stat: Stat;
  readonly origin: LeafOrigin;
  readonly content: ContentReader;
}

export interface LayerTreeOptions {
  readonly algorithm: VerityAlgorithm;
  /** Whether times with a minus are taken, as tar writes those of a directory; of layers composefs rejects them. */
  readonly negativeTimes?: boolean;
  /** What the image may cost in all: attributes and the files that are kept are charged to it. */
  readonly budget?: WorkBudget;
}

/**
 * The tree that composefs makes of layers whose entries stream by (composefs-rs, `composefs-oci/src/image.rs`). It is
 * stricter than container runtimes: each parent has to be there, links on the way are not followed. Faults:
 * `composefs/refused`, `composefs/not-computed` beyond the limits of this program and of Linux.
 */
export class LayerTree {
  readonly root: Directory = { stat: noStat, entries: new Map() };
  /** The parts of seconds that the times of the emptied directories had in one layer or another. */
  readonly fractions: EmptiedFractions = { boot: new Set([0]), sysroot: new Set([0]) };
  private readonly options: LayerTreeOptions;
  private readonly budget: WorkBudget;
  /** Of one file after the other. */
  private readonly verity: FsVerity;
  private pending: PendingFile | undefined;
  /** Of the entry to come. */
  private layer = 0;
  private ordinal = 0;

  constructor(options: LayerTreeOptions) {
    this.options = options;
    this.budget = options.budget ?? new WorkBudget();
    this.verity = new FsVerity(options.algorithm);
  }

  /** To be called before the entries of each further layer. */
  beginLayer(layer: number): void {
    this.layer = layer;
    this.ordinal = 0;
  }

  /** What a `TarReader` tells. */
  entry(entry: TarEntry): boolean {
    const origin = { layer: this.layer, ordinal: this.ordinal };
    this.ordinal += 1;
    const path = byteString(entry.name);
    if (entry.ambiguity !== undefined) throw unclearLayer(`${shown(path)} ${entry.ambiguity}`);
    if (entry.sparse !== undefined) throw noDigest(`${shown(path)} is stored as a sparse file`);
    const { type, devices, hasMinus, ...rest } = entry.attributes();
    const xattrs = rest.xattrs.size === 0 ? noXattrs : rest.xattrs;
    const stat: Stat = { ...rest, xattrs, seconds: Number(rest.seconds), mode: rest.mode & 0o7777 };
    if (hasMinus && this.options.negativeTimes !== true)
      throw noDigest(`${shown(path)} has a time with a minus, which composefs does not read in a layer`);
    if (!Number.isSafeInteger(stat.seconds)) throw notComputed(`${shown(path)} has a time beyond 2^53 seconds`);
    this.checkXattrs(path, stat);
    const isFile = type === '0' || type === '\0' || type === '7';
    // What a marker links to or is has to be sound too.
    const node =
      isFile || type === '5'
        ? undefined
        : type === '1'
          ? this.hardLinked(path, byteString(entry.target))
          : { stat, content: special(path, type, byteString(entry.target), devices) };
    const base = stepsOf(path).at(-1);
    if (base?.startsWith(whiteoutPrefix) === true) this.whiteOut(path, base);
    else if (node !== undefined) this.put(path, node);
    else if (isFile) {
      this.pending = { path, stat, origin, content: this.contentReader(path, entry.stored) };
      if (entry.stored === 0) this.end();
      return entry.stored > 0;
    } else this.putDirectory(path, stat);
    return false;
  }

  private contentReader(path: string, size: number): ContentReader {
    const isKept = size <= longestRead && isReadName(stepsOf(path));
    if (isKept) this.budget.spend('policy bytes', size);
    return new ContentReader(size, this.verity, isKept);
  }

  /** EROFS has 8 bits for the length of a name; Linux takes 64 KiB of an inode in all. */
  private checkXattrs(path: string, { xattrs }: Stat): void {
    let total = 0;
    for (const [name, value] of xattrs) {
      total += name.length + value.length;
      if (name.length > longestName || total > mostXattrBytes)
        throw notComputed(`${shown(path)} has extended attributes of more than ${mostXattrBytes} bytes`);
    }
    this.budget.spend('attribute bytes', total + xattrs.size * costOfXattr);
  }

  content(bytes: Uint8Array): void {
    this.pending?.content.update(bytes);
  }

  end(): void {
    const { pending } = this;
    this.pending = undefined;
    if (pending === undefined) return;
    const { path, stat, origin, content } = pending;
    this.put(path, { stat, content: content.finish(), origin });
  }

  private whiteOut(path: string, base: string): void {
    const { parent } = this.place(path);
    if (base === opaqueName) parent.entries.clear();
    else parent.entries.delete(base.slice(whiteoutPrefix.length));
  }

  private putDirectory(path: string, stat: Stat): void {
    if (stepsOf(path).length === 0) {
      this.root.stat = stat;
      return;
    }
    const { parent, name } = this.place(path);
    if (parent === this.root && (name === 'boot' || name === 'sysroot')) this.fractions[name].add(stat.nanoseconds);
    const there = parent.entries.get(name);
    if (there !== undefined && isDirectory(there)) there.stat = stat;
    else this.set(parent, name, { stat, entries: new Map() });
  }

  private put(path: string, node: Node): void {
    const { parent, name } = this.place(path);
    this.set(parent, name, node);
  }

  private set(parent: Directory, name: string, node: Node): void {
    if (!parent.entries.has(name)) this.budget.spend('digest files', 1);
    parent.entries.set(name, node);
  }

  private hardLinked(path: string, target: string): Node {
    const { parent, name } = this.place(target);
    const node = parent.entries.get(name);
    if (node !== undefined && !isDirectory(node)) return node;
    throw noDigest(`${shown(path)} is a hard link to ${shown(target)}, which does not exist or is not a file`);
  }

  private place(path: string): { readonly parent: Directory; readonly name: string } {
    const steps = stepsOf(path);
    const name = steps.pop();
    if (name === undefined) throw noDigest(`a layer has ${shown(path)}, the root, as something else than a directory`);
    let parent = this.root;
    for (const step of steps) {
      const next = parent.entries.get(step);
      if (next === undefined || !isDirectory(next))
        throw noDigest(`a layer has ${shown(path)}, and no directory for it in the layers up to there`);
      parent = next;
    }
    return { parent, name };
  }
}

function stepsOf(path: string): string[] {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  if (steps.includes('..')) throw noDigest(`a layer has the name ${shown(path)}`);
  if (steps.some((step) => step.length > longestName))
    throw notComputed(`a layer has a name of more than ${longestName} bytes`);
  if (steps.length > deepest) throw notComputed(`a layer has a path of more than ${deepest} names`);
  return steps;
}

function special(path: string, type: string, target: string, devices: TarAttributes['devices']): LeafContent {
  switch (type) {
    case '2':
      if (target.length > longestTarget)
        throw notComputed(`${shown(path)} is a link of more than ${longestTarget} bytes`);
      return { kind: 'link', target };
    case '3':
      return { kind: 'character device', rdev: deviceNumber(path, devices) };
    case '4':
      return { kind: 'block device', rdev: deviceNumber(path, devices) };
    case '6':
      return { kind: 'FIFO' };
    default:
      throw noDigest(`${shown(path)} is of a kind that composefs does not know`);
  }
}

/** As glibc packs `dev_t`. */
function deviceNumber(path: string, devices: TarAttributes['devices']): number {
  if (devices === undefined) throw noDigest(`the device ${shown(path)} has no numbers`);
  const { major, minor } = devices;
  return (
    (major & 0xfff) * 2 ** 8 +
    (minor & 0xff) +
    Math.floor(minor / 2 ** 8) * 2 ** 20 +
    Math.floor(major / 2 ** 12) * 2 ** 44
  );
}

class ContentReader {
  private readonly size: number;
  /** Of what is short, or read here. */
  private readonly bytes: Buffer | undefined;
  private readonly verity: FsVerity | undefined;
  private filled = 0;

  constructor(size: number, verity: FsVerity, isKept: boolean) {
    this.size = size;
    // All of it is filled. Short ones share memory, which takes a fraction.
    if (size <= mostInline || isKept) this.bytes = Buffer.allocUnsafe(size);
    if (size > mostInline) this.verity = verity;
  }

  update(bytes: Uint8Array): void {
    this.bytes?.set(bytes, this.filled);
    this.filled += bytes.length;
    this.verity?.update(bytes);
  }

  finish(): LeafContent {
    if (this.verity === undefined) return { kind: 'inline', bytes: this.bytes ?? new Uint8Array() };
    const kept = this.bytes === undefined ? {} : { bytes: this.bytes };
    return { kind: 'external', size: this.size, digest: Buffer.from(this.verity.digest()), ...kept };
  }
}

function shown(path: string): string {
  return JSON.stringify(path.slice(0, 200));
}
