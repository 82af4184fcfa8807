import { decodeName, encodeName } from '@bootwright/archive';
import type { Directory, Leaf, Node } from '@bootwright/composefs';
import { isDirectory, nodeAt } from '@bootwright/composefs';
import type { ReadInode } from '@bootwright/container-image';
import { Fault } from '@bootwright/core';
import { resolvePath, type SourceEntry, type TreeSource, tooManyNames } from '@bootwright/file-tree';
import { bootEspDirectory, loaderDirectory } from '@bootwright/uki';

/** Directories that composefs empties: their files are in no digest, and on a running system others are there. */
const emptied = ['boot', 'run', 'sysroot'];
/** What of /boot takes part in the boot: bootc and the boot loader read it there; on the ESP, case does not matter. */
const bootDirectories = [bootEspDirectory, loaderDirectory];

/**
 * The root that composefs makes of layers, as a source: what its digest covers, and of /boot what takes part in the boot.
 * A link that leads into a directory that composefs empties is thrown as `inspect/not-covered`.
 */
export function sealedSource(root: Directory, read: ReadInode): TreeSource {
  const visibleAt = (path: string): Node | undefined =>
    isVisible(path) ? nodeAt(root, path === '' ? [] : path.split('/').map(byteName)) : undefined;
  const look = (path: string): SourceEntry | undefined => {
    const node = visibleAt(path);
    return node === undefined ? undefined : seenAs(node);
  };
  return {
    look: (path) => {
      const entry = look(path);
      if (entry?.kind === 'link' && !isEmptied(path) && leadsIntoEmptied(path, look)) throw notCovered(path);
      return entry;
    },
    list: (path, most) => {
      const node = visibleAt(path);
      const names = node !== undefined && isDirectory(node) ? [...node.entries.keys()].map(textName) : [];
      const visible = names.filter((name) => isVisible(path === '' ? name : `${path}/${name}`));
      if (visible.length > most) throw tooManyNames(path, most);
      return visible;
    },
    read: (path, offset, length) => {
      const node = visibleAt(path);
      return node === undefined || isDirectory(node) ? new Uint8Array() : contentOf(node, { offset, length, read });
    },
  };
}

function contentOf(
  { content, origin }: Leaf,
  { offset, length, read }: { readonly offset: number; readonly length: number; readonly read: ReadInode },
): Uint8Array {
  if (content.kind === 'inline') return content.bytes.subarray(offset, offset + length);
  if (content.kind !== 'external' || origin === undefined) return new Uint8Array();
  return read({ ...origin, size: content.size }, offset, length);
}

function seenAs(node: Node): SourceEntry {
  if (isDirectory(node)) return { kind: 'directory' };
  const { content } = node;
  switch (content.kind) {
    case 'inline':
      return { kind: 'file', size: content.bytes.length };
    case 'external':
      return { kind: 'file', size: content.size };
    case 'link':
      return { kind: 'link', target: textName(content.target) };
    default:
      return { kind: 'special', what: content.kind };
  }
}

/** Whether a path is in one of the directories that composefs empties. */
function isEmptied(path: string): boolean {
  return emptied.some((directory) => path === directory || path.startsWith(`${directory}/`));
}

function isVisible(path: string): boolean {
  if (!isEmptied(path) || emptied.includes(path)) return true;
  const wanted = path.toLowerCase();
  return bootDirectories.some(
    (directory) => wanted === directory || wanted.startsWith(`${directory}/`) || directory.startsWith(`${wanted}/`),
  );
}

function leadsIntoEmptied(path: string, look: (path: string) => SourceEntry | undefined): boolean {
  let leads = false;
  const watched = (passed: string) => {
    leads ||= isEmptied(passed);
    const entry = look(passed);
    return entry?.kind === 'file' ? { ...entry, pieces: [] } : entry;
  };
  resolvePath(watched, path, { escape: 'clamp' });
  return leads;
}

function notCovered(path: string): Fault {
  return new Fault(
    'inspect/not-covered',
    `/${path} is a link into /boot, /run or /sysroot, which composefs empties: its digest does not cover what is there`,
    { at: { document: 'container', file: path }, hint: 'put the file itself there' },
  );
}

// Names are byte strings in composefs' tree, and text with a surrogate for each odd byte in a source.
const byteName = (name: string): string => Buffer.from(encodeName(name)).toString('latin1');
export const textName = (name: string): string => decodeName(Buffer.from(name, 'latin1'));
