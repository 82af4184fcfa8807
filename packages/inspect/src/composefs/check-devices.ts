import type { Directory, Leaf } from './composefs-tree.ts';
import { isDirectory } from './composefs-tree.ts';
import { noDigest } from './damage.ts';

/** EROFS has 32 bits for the numbers of a device. */
const largestDevice = 0xffff_ffff;

/**
 * Checks the devices that are left in a tree: composefs writes none with larger numbers, and no whiteout (0, 0) with
 * several names (composefs-rs, `erofs/writer.rs`). Faults: `composefs/refused`.
 */
export function checkDevices(root: Directory): void {
  const whiteouts = new Set<Leaf>();
  const inside = (directory: Directory, path: string): void => {
    for (const [name, node] of directory.entries) {
      const own = `${path}/${name}`;
      if (isDirectory(node)) inside(node, own);
      else if (node.content.kind === 'character device' || node.content.kind === 'block device') {
        const { kind, rdev } = node.content;
        if (rdev > largestDevice) throw noDigest(`the device ${shown(own)} has numbers beyond 32 bits`);
        if (kind === 'block device' || rdev !== 0) continue;
        if (whiteouts.has(node)) throw noDigest(`the whiteout ${shown(own)} has several names`);
        whiteouts.add(node);
      }
    }
  };
  inside(root, '');
}

const shown = (path: string): string => JSON.stringify(path.slice(0, 200));
