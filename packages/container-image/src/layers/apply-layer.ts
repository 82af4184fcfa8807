import { paused, type Steps, tooLarge } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { limits } from './limits.ts';
import { isAbsolute, isUp, linkSteps, pathSteps, shownPath } from './path-steps.ts';
import type { FileTable } from './table/file-table.ts';
import { noNode, rootNode } from './table/file-table.ts';
import type { LayerLog, LoggedEntry } from './table/layer-log.ts';

const none = new Uint8Array();
const whiteoutPrefix = new TextEncoder().encode('.wh.');
const metaPrefix = new TextEncoder().encode('.wh..wh.');
const opaqueName = new TextEncoder().encode('.wh..wh..opq');
/** Links followed to one path, as in Linux. */
const mostLinks = 40;

/** A layer to apply to the table. */
export interface Layer {
  /** Counted from 0. */
  readonly index: number;
  readonly log: LayerLog;
  /** For faults. */
  readonly subject: string;
}

/**
 * Applies a layer to those below it (OCI image specification, layer.md, "Applying Changesets"). Its whiteouts hide only
 * entries of lower layers, wherever in the layer they are. A directory over a directory keeps its content; anything else
 * replaces what was there. As with an overlay file system, a link of a lower layer is not followed: a directory of this
 * layer replaces it. Faults: `image/name`, `image/whiteout`, `image/hard-link`,
 * `image/not-a-directory`, `image/link-loop` for what a runtime could not unpack either.
 */
export function* applyLayer(table: FileTable, layer: Layer): Steps<void> {
  yield* paused(layer.log.entries(), (entry) => {
    if (isWhiteout(entry)) hide(table, entry, layer);
  });
  const placing = new Placing(table, layer);
  yield* paused(layer.log.entries(), (entry) => {
    if (!isWhiteout(entry)) placing.place(entry);
  });
}

function isWhiteout(entry: LoggedEntry): boolean {
  let end = entry.name.length;
  while (entry.name[end - 1] === slash) end--;
  return startsWith(entry.name, entry.name.lastIndexOf(slash, end - 1) + 1, whiteoutPrefix);
}

const slash = 0x2f;

function hide(table: FileTable, entry: LoggedEntry, layer: Layer): void {
  const steps = pathSteps(entry.name, layer.subject);
  const name = steps.pop() ?? none;
  const isOpaque = equal(name, opaqueName);
  const hidden = name.subarray(whiteoutPrefix.length);
  if (hidden.length === 0 || isDots(hidden)) {
    throw layerFault('whiteout', layer, `hides ${shownPath(entry.name)}, which is not a name`);
  }
  // Other names with this prefix belong to AUFS.
  if (!isOpaque && startsWith(name, 0, metaPrefix)) return;
  let directory = rootNode;
  for (const step of steps) {
    directory = table.present(directory, step);
    if (directory === noNode || table.kind(directory) !== 'directory') return;
  }
  if (isOpaque) {
    table.removeChildren(directory);
  } else {
    const node = table.present(directory, hidden);
    if (node !== noNode) table.remove(node);
  }
}

const dots = new TextEncoder().encode('..');

class Placing {
  private readonly table: FileTable;
  private readonly layer: Layer;
  /** The directory of the previous entry: most entries follow others of the same directory. */
  private lastDirectory: Uint8Array = none;
  private lastNode = noNode;
  private links = 0;

  constructor(table: FileTable, layer: Layer) {
    this.table = table;
    this.layer = layer;
  }

  place(entry: LoggedEntry): void {
    const { layer } = this;
    const cut = entry.name.lastIndexOf(slash);
    const isPlain = cut > 0 && cut < entry.name.length - 1 && entry.name.length <= limits.pathBytes;
    const directory = isPlain ? entry.name.subarray(0, cut) : none;
    if (isPlain && this.isLast(directory) && !isDots(entry.name.subarray(cut + 1))) {
      this.putAt(this.lastNode, entry.name.subarray(cut + 1), entry);
      return;
    }
    const steps = pathSteps(entry.name, layer.subject);
    const name = steps.pop();
    if (name === undefined) {
      if (entry.kind === 'directory') return;
      throw layerFault('name', layer, `replaces the root with a ${entry.kind}`);
    }
    this.links = 0;
    const parent = this.directory(rootNode, steps, entry);
    // A path through links may lead elsewhere after the next entry.
    this.lastNode = isPlain && this.links === 0 ? parent : noNode;
    if (this.lastNode !== noNode) this.lastDirectory = directory;
    this.putAt(parent, name, entry);
  }

  private isLast(directory: Uint8Array): boolean {
    return (
      this.lastNode !== noNode && this.table.kind(this.lastNode) === 'directory' && equal(directory, this.lastDirectory)
    );
  }

  private putAt(parent: number, name: Uint8Array, entry: LoggedEntry): void {
    const { table, layer } = this;
    if (entry.kind === 'hard link') {
      this.putHardLink(parent, name, entry);
      return;
    }
    const node = table.ensure(parent, name);
    if (entry.kind === 'directory') {
      if (table.kind(node) !== 'directory') this.replace(node, 'directory', noNode);
      return;
    }
    if (entry.target.length > limits.pathBytes)
      throw tooLarge(`${layer.subject} has a link of ${entry.target.length} bytes`);
    const { size, ordinal, target } = entry;
    const hasInode = entry.kind === 'file' || entry.kind === 'link';
    const inode = hasInode ? table.newInode({ size, layer: layer.index, ordinal, target }) : noNode;
    this.replace(node, entry.kind, inode);
  }

  private replace(node: number, kind: Parameters<FileTable['put']>[1], inode: number): void {
    if (this.table.kind(node) !== 'absent') this.table.remove(node);
    this.table.put(node, kind, this.layer.index, inode);
  }

  private putHardLink(parent: number, name: Uint8Array, entry: LoggedEntry): void {
    const { table, layer } = this;
    const steps = pathSteps(entry.target, layer.subject);
    const last = steps.pop();
    this.links = 0;
    const directory = last === undefined ? noNode : this.existing(rootNode, steps);
    const found = last === undefined || directory === noNode ? noNode : table.present(directory, last);
    const kind = found === noNode ? 'absent' : table.kind(found);
    if (kind === 'absent' || kind === 'directory') {
      const why = kind === 'directory' ? 'is a directory' : 'does not exist';
      throw layerFault(
        'hard-link',
        layer,
        `links ${shownPath(entry.name)} to ${shownPath(entry.target)}, which ${why}`,
      );
    }
    const inode = table.inodeNumber(found);
    const node = table.ensure(parent, name);
    if (node !== found) this.replace(node, kind, inode);
  }

  /** The directory at `steps` from another, created where it is missing. */
  private directory(from: number, steps: readonly Uint8Array[], entry: LoggedEntry): number {
    const { table, layer } = this;
    let here = from;
    for (const [index, step] of steps.entries()) {
      if (isUp(step)) {
        here = table.parent(here);
        continue;
      }
      const node = table.ensure(here, step);
      const kind = table.kind(node);
      if (kind === 'directory') {
        here = node;
      } else if (kind === 'absent' || table.layer(node) !== layer.index) {
        this.replace(node, 'directory', noNode);
        here = node;
      } else if (kind === 'link') {
        return this.directory(...this.followed(here, node, steps.slice(index + 1)), entry);
      } else {
        throw layerFault('not-a-directory', layer, `puts ${shownPath(entry.name)} below a ${kind}`);
      }
    }
    return here;
  }

  /** As `directory`, but creates nothing; `noNode` where it is missing. Links of every layer are followed. */
  private existing(from: number, steps: readonly Uint8Array[]): number {
    const { table } = this;
    let here = from;
    for (const [index, step] of steps.entries()) {
      const node = isUp(step) ? table.parent(here) : table.present(here, step);
      if (node === noNode) return noNode;
      const kind = table.kind(node);
      if (kind === 'link') return this.existing(...this.followed(here, node, steps.slice(index + 1)));
      if (kind !== 'directory') return noNode;
      here = node;
    }
    return here;
  }

  /** Where a path continues after a link, and with which steps. */
  private followed(here: number, link: number, rest: readonly Uint8Array[]): [number, readonly Uint8Array[]] {
    this.links += 1;
    if (this.links > mostLinks)
      throw layerFault('link-loop', this.layer, `puts a file behind more than ${mostLinks} links`);
    // A copy: names are added during the walk.
    const target = this.table.inode(this.table.inodeNumber(link)).target.slice();
    const steps = [...linkSteps(target), ...rest];
    this.table.countLinkSteps(steps.length);
    return [isAbsolute(target) ? rootNode : here, steps];
  }
}

function isDots(name: Uint8Array): boolean {
  return name[0] === dots[0] && (name.length === 1 || isUp(name));
}

function startsWith(bytes: Uint8Array, offset: number, prefix: Uint8Array): boolean {
  for (let index = 0; index < prefix.length; index++) if (bytes[offset + index] !== prefix[index]) return false;
  return true;
}

function equal(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && startsWith(left, 0, right);
}

function layerFault(problem: string, layer: Layer, what: string): Fault {
  return new Fault(`image/${problem}`, `${layer.subject} ${what}`, {
    hint: 'build the image again: no container runtime can unpack it',
  });
}
