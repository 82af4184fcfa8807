import { WorkBudget } from '@bootwright/archive';
import { hashOf } from './name-hash.ts';
import { NameStore } from './name-store.ts';

/** What is at a path; `absent` after a removal. */
export const nodeKinds = ['absent', 'file', 'link', 'directory', 'character device', 'block device', 'FIFO'] as const;
export type NodeKind = (typeof nodeKinds)[number];

/** The number of the root's node, and the number for no node. */
export const rootNode = 0;
export const noNode = -1;

/** A file or link, which hard links share. */
export interface Inode {
  readonly size: number;
  /** Which entry of which layer it came with. */
  readonly layer: number;
  readonly ordinal: number;
  /** Of a link. */
  readonly target: Uint8Array;
}

const firstCapacity = 1024;

/**
 * All paths of an image in typed arrays: some 50 bytes a path in addition to its name, as images have up to millions. A
 * node is one name in one directory for ever: removed and put again, it keeps its number.
 */
export class FileTable {
  private readonly budget: WorkBudget;
  private readonly names = new NameStore();
  private capacity = firstCapacity;
  private count = 0;
  private kinds = new Uint8Array(firstCapacity);
  private linked = new Uint8Array(firstCapacity);
  private layers = new Uint16Array(firstCapacity);
  private parents = new Int32Array(firstCapacity);
  private nameOffsets = new Uint32Array(firstCapacity);
  private nameLengths = new Uint16Array(firstCapacity);
  private inodes = new Int32Array(firstCapacity);
  private firstChildren = new Int32Array(firstCapacity);
  private nextSiblings = new Int32Array(firstCapacity);
  private nextInBucket = new Int32Array(firstCapacity);
  private buckets = new Int32Array(firstCapacity).fill(noNode);

  private inodeCount = 0;
  private inodeSizes = new Float64Array(firstCapacity);
  private inodeLayers = new Uint16Array(firstCapacity);
  private inodeOrdinals = new Int32Array(firstCapacity);
  private targetOffsets = new Uint32Array(firstCapacity);
  private targetLengths = new Uint16Array(firstCapacity);

  constructor(budget = new WorkBudget()) {
    this.budget = budget;
    this.newNode(noNode, new Uint8Array(), 0);
    this.put(rootNode, 'directory', 0);
  }

  kind(node: number): NodeKind {
    return nodeKinds[this.kinds[node] ?? 0] ?? 'absent';
  }

  /** The layer that last put the node. */
  layer(node: number): number {
    return this.layers[node] ?? 0;
  }

  /** The root's parent is the root. */
  parent(node: number): number {
    return node === rootNode ? rootNode : (this.parents[node] ?? rootNode);
  }

  name(node: number): Uint8Array {
    return this.names.at(this.nameOffsets[node] ?? 0, this.nameLengths[node] ?? 0);
  }

  /** The number that nodes of the same file share; `noNode` without one. */
  inodeNumber(node: number): number {
    return this.inodes[node] ?? noNode;
  }

  inode(number: number): Inode {
    return {
      size: this.inodeSizes[number] ?? 0,
      layer: this.inodeLayers[number] ?? 0,
      ordinal: this.inodeOrdinals[number] ?? 0,
      target: this.names.at(this.targetOffsets[number] ?? 0, this.targetLengths[number] ?? 0),
    };
  }

  /** Counts steps through links: a few links make a long path for each of many files. Faults: `image/too-large`. */
  countLinkSteps(count: number): void {
    this.budget.spend('link steps', count);
  }

  get inodesInAll(): number {
    return this.inodeCount;
  }

  /** The node of a name in a directory, which may be absent; `noNode` where there never was one. */
  find(parent: number, name: Uint8Array): number {
    let node = this.buckets[hashOf(parent, name) & (this.buckets.length - 1)] ?? noNode;
    while (node !== noNode && !this.isNamed(node, parent, name)) node = this.nextInBucket[node] ?? noNode;
    return node;
  }

  /** As `find`, without absent nodes. */
  present(parent: number, name: Uint8Array): number {
    const node = this.find(parent, name);
    return node === noNode || this.kinds[node] === 0 ? noNode : node;
  }

  /** The node of a name, created where it is missing. Faults: `image/too-large`. */
  ensure(parent: number, name: Uint8Array): number {
    const found = this.find(parent, name);
    return found === noNode ? this.newNode(parent, name, hashOf(parent, name)) : found;
  }

  /** Sets what is at a node. */
  put(node: number, kind: NodeKind, layer: number, inode = noNode): void {
    this.kinds[node] = nodeKinds.indexOf(kind);
    this.layers[node] = layer;
    this.inodes[node] = inode;
    if (this.linked[node] === 1 || node === rootNode) return;
    const parent = this.parents[node] ?? rootNode;
    this.nextSiblings[node] = this.firstChildren[parent] ?? noNode;
    this.firstChildren[parent] = node;
    this.linked[node] = 1;
  }

  newInode(inode: Inode): number {
    const number = this.inodeCount;
    if (number === this.inodeSizes.length) this.growInodes();
    this.inodeSizes[number] = inode.size;
    this.inodeLayers[number] = inode.layer;
    this.inodeOrdinals[number] = inode.ordinal;
    this.targetLengths[number] = inode.target.length;
    this.targetOffsets[number] = inode.target.length === 0 ? 0 : this.names.add(inode.target);
    this.inodeCount += 1;
    return number;
  }

  /** Removes a node, with all below it. */
  remove(node: number): void {
    this.kinds[node] = 0;
    this.removeChildren(node);
  }

  /** Removes all below a node. Each child is visited once for each time it was put, however often this is called. */
  removeChildren(node: number): void {
    const waiting = [node];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (
        let child = this.firstChildren[next] ?? noNode;
        child !== noNode;
        child = this.nextSiblings[child] ?? noNode
      ) {
        this.kinds[child] = 0;
        this.linked[child] = 0;
        if ((this.firstChildren[child] ?? noNode) !== noNode) waiting.push(child);
      }
      this.firstChildren[next] = noNode;
    }
  }

  /** The nodes in a directory, unordered. */
  *children(node: number): Generator<number> {
    for (let child = this.firstChildren[node] ?? noNode; child !== noNode; child = this.nextSiblings[child] ?? noNode) {
      if (this.kinds[child] !== 0) yield child;
    }
  }

  private isNamed(node: number, parent: number, name: Uint8Array): boolean {
    if (this.parents[node] !== parent || this.nameLengths[node] !== name.length) return false;
    const { bytes } = this.names;
    const offset = this.nameOffsets[node] ?? 0;
    for (let index = 0; index < name.length; index++) if (bytes[offset + index] !== name[index]) return false;
    return true;
  }

  private newNode(parent: number, name: Uint8Array, hash: number): number {
    const node = this.count;
    this.budget.spend('paths', 1);
    if (node === this.capacity) this.growNodes();
    this.parents[node] = parent;
    this.nameOffsets[node] = this.names.add(name);
    this.nameLengths[node] = name.length;
    this.inodes[node] = noNode;
    this.firstChildren[node] = noNode;
    this.nextSiblings[node] = noNode;
    this.count += 1;
    if (parent !== noNode) this.intoBucket(node, hash);
    return node;
  }

  private intoBucket(node: number, hash: number): void {
    const bucket = hash & (this.buckets.length - 1);
    this.nextInBucket[node] = this.buckets[bucket] ?? noNode;
    this.buckets[bucket] = node;
  }

  private growNodes(): void {
    this.capacity *= 2;
    const { capacity } = this;
    this.kinds = grown(Uint8Array, this.kinds, capacity);
    this.linked = grown(Uint8Array, this.linked, capacity);
    this.layers = grown(Uint16Array, this.layers, capacity);
    this.parents = grown(Int32Array, this.parents, capacity);
    this.nameOffsets = grown(Uint32Array, this.nameOffsets, capacity);
    this.nameLengths = grown(Uint16Array, this.nameLengths, capacity);
    this.inodes = grown(Int32Array, this.inodes, capacity);
    this.firstChildren = grown(Int32Array, this.firstChildren, capacity);
    this.nextSiblings = grown(Int32Array, this.nextSiblings, capacity);
    this.nextInBucket = grown(Int32Array, this.nextInBucket, capacity);
    this.buckets = new Int32Array(this.capacity).fill(noNode);
    for (let node = 1; node < this.count; node++)
      this.intoBucket(node, hashOf(this.parents[node] ?? 0, this.name(node)));
  }

  private growInodes(): void {
    const capacity = this.inodeSizes.length * 2;
    this.inodeSizes = grown(Float64Array, this.inodeSizes, capacity);
    this.inodeLayers = grown(Uint16Array, this.inodeLayers, capacity);
    this.inodeOrdinals = grown(Int32Array, this.inodeOrdinals, capacity);
    this.targetOffsets = grown(Uint32Array, this.targetOffsets, capacity);
    this.targetLengths = grown(Uint16Array, this.targetLengths, capacity);
  }
}

type Numbers<A> = ArrayLike<number> & { readonly set: (from: A) => void };

function grown<A extends Numbers<A>>(Type: new (length: number) => A, old: A, capacity: number): A {
  const fresh = new Type(capacity);
  fresh.set(old);
  return fresh;
}
