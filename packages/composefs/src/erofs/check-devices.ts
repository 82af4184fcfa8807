import { paused, type Steps } from '@bootwright/archive';
import { noDigest } from '@bootwright/file-contexts';
import type { Directory, Leaf } from '../root/composefs-tree.ts';
import { isDirectory } from '../root/composefs-tree.ts';

/** EROFS has 32 bits for the numbers of a device. */
const largestDevice = 0xffff_ffff;

/**
 * Checks the devices that are left in a tree: composefs writes none with larger numbers, and no whiteout (0, 0) with
 * several names (composefs-rs, `erofs/writer.rs`). Faults: `composefs/refused`.
 */
export function* checkDevices(root: Directory): Steps<void> {
  const whiteouts = new Set<Leaf>();
  const check = (node: Leaf, path: string): void => {
    if (node.content.kind !== 'character device' && node.content.kind !== 'block device') return;
    const { kind, rdev } = node.content;
    if (rdev > largestDevice) throw noDigest(`the device ${shown(path)} has numbers beyond 32 bits`);
    if (kind === 'block device' || rdev !== 0) return;
    if (whiteouts.has(node)) throw noDigest(`the whiteout ${shown(path)} has several names`);
    whiteouts.add(node);
  };
  const waiting: (readonly [Directory, string])[] = [[root, '']];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [directory, path] = next;
    yield* paused(directory.entries, ([name, node]) => {
      if (isDirectory(node)) waiting.push([node, `${path}/${name}`]);
      else check(node, `${path}/${name}`);
    });
    yield;
  }
}

const shown = (path: string): string => JSON.stringify(path.slice(0, 200));
