import { noDigest, notComputed } from '@bootwright/file-contexts';
import { longestRead } from '../layers/read-names.ts';
import type { Directory, Leaf, Node } from './composefs-tree.ts';
import { isDirectory } from './composefs-tree.ts';

/** A directory that has to be in the root. Faults: `composefs/refused`. */
export function directoryAt(root: Directory, name: string): Directory {
  const found = root.entries.get(name);
  if (found !== undefined && isDirectory(found)) return found;
  throw noDigest(found === undefined ? `there is no /${name}` : `/${name} is not a directory`);
}

/** Absent where a step is missing; a step that is not a directory is a fault. */
export function directoryIfThere(root: Directory, steps: readonly string[]): Directory | undefined {
  let directory = root;
  for (const [index, step] of steps.entries()) {
    const next = directory.entries.get(step);
    if (next === undefined) return undefined;
    if (!isDirectory(next)) throw noDigest(`/${steps.slice(0, index + 1).join('/')} is not a directory`);
    directory = next;
  }
  return directory;
}

/** What is at a path, of which no link is followed; absent where a step is missing or no directory. */
export function nodeAt(root: Directory, names: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const name of names) node = node !== undefined && isDirectory(node) ? node.entries.get(name) : undefined;
  return node;
}

export function isFile(node: Node): node is Leaf {
  return !isDirectory(node) && (node.content.kind === 'inline' || node.content.kind === 'external');
}

/** The text of a file that was kept. Faults: `composefs/refused`. */
export function textOf({ content }: Leaf, what: string): string {
  const bytes = content.kind === 'inline' || content.kind === 'external' ? content.bytes : undefined;
  if (bytes === undefined) throw notComputed(`${what} is longer than ${longestRead} bytes`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw noDigest(`${what} is not valid UTF-8`);
  }
}
