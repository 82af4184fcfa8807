import { decodeName, encodeName, tooLarge } from '@bootwright/archive';
import type { Bytes } from '@bootwright/core';
import { bytes } from '@bootwright/core';
import type { SourceEntry, TreeSource } from '@bootwright/file-tree';
import { tooManyNames } from '@bootwright/file-tree';
import type { FileTable, Inode } from './file-table.ts';
import { noNode, rootNode } from './file-table.ts';

/** A file of a layer: where its content is, and its length with all holes. */
export type StoredFile = Pick<Inode, 'layer' | 'ordinal' | 'size'>;

/** Bytes of a file's content, fewer where it ends before. */
export type ReadInode = (inode: StoredFile, offset: number, length: number) => Uint8Array;

/** A root that layers make by other rules, as a source whose content `read` reads from the layers. */
export type LayeredRoot = (read: ReadInode) => TreeSource;

/** The merged layers as a source; the bytes of files come from `read`. */
export function tableSource(table: FileTable, read: ReadInode): TreeSource {
  const nodeAt = (path: string): number => {
    let node = rootNode;
    for (const name of path === '' ? [] : path.split('/')) {
      node = table.present(node, encodeName(name));
      if (node === noNode) break;
    }
    return node;
  };
  return {
    look: (path) => {
      const node = nodeAt(path);
      return node === noNode ? undefined : seenAs(table, node);
    },
    list: (path, most) => {
      const names: string[] = [];
      const node = nodeAt(path);
      for (const child of node === noNode ? [] : table.children(node)) {
        if (names.length >= most) throw tooManyNames(path, most);
        names.push(decodeName(table.name(child)));
      }
      return names;
    },
    read: (path, offset, length) => {
      const node = nodeAt(path);
      if (node === noNode || table.kind(node) !== 'file') return new Uint8Array();
      return read(table.inode(table.inodeNumber(node)), offset, length);
    },
  };
}

function seenAs(table: FileTable, node: number): SourceEntry {
  const kind = table.kind(node);
  if (kind === 'directory') return { kind };
  const number = table.inodeNumber(node);
  if (kind === 'file') return { kind, size: table.inode(number).size, identity: `${number}` };
  if (kind === 'link') return { kind, target: decodeName(table.inode(number).target) };
  return { kind: 'special', what: kind };
}

/** The bytes of the files of merged layers, and of link targets: hard links once, as `directorySize`. */
export function tableSize(table: FileTable): Bytes {
  const counted = new Uint8Array(table.inodesInAll);
  let total = 0;
  const waiting = [rootNode];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const number = table.inodeNumber(node);
    if (number !== noNode && counted[number] === 0) {
      counted[number] = 1;
      const inode = table.inode(number);
      total += table.kind(node) === 'link' ? inode.target.length : inode.size;
    }
    for (const child of table.children(node)) waiting.push(child);
  }
  if (!Number.isSafeInteger(total)) throw tooLarge('the files of the image have more than 2^53 - 1 bytes');
  return bytes(total);
}
