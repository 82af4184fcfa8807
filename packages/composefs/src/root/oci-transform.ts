import { paused, type Steps } from '@bootwright/archive';
import { noDigest } from '@bootwright/file-contexts';
import type { Directory, Stat } from './composefs-tree.ts';
import { isDirectory, nodesOf, noXattrs } from './composefs-tree.ts';
import { directoryAt } from './find-node.ts';

/** Which extended attributes stay: bootc keeps capabilities alone; composefs' own program can keep those of users. */
export type KeptXattrs = 'capabilities' | 'and those of users';

/** What composefs changes in the root of any image (composefs-rs, `generic_tree.rs`, `transform_for_oci`). */
export function* transformForOci(root: Directory, kept: KeptXattrs): Steps<void> {
  const usr = directoryAt(root, 'usr').stat;
  root.stat = usr;
  const run = root.entries.get('run');
  if (run !== undefined) {
    if (!isDirectory(run)) throw noDigest('/run is not a directory');
    run.stat = { ...run.stat, seconds: usr.seconds, nanoseconds: usr.nanoseconds };
    run.entries.clear();
  }
  yield* paused(nodesOf(root), (node) => {
    node.stat = withKept(node.stat, kept);
  });
}

function withKept(stat: Stat, kept: KeptXattrs): Stat {
  if (stat.xattrs.size === 0) return stat;
  const xattrs = new Map(
    [...stat.xattrs].filter(
      ([name]) => name === 'security.capability' || (kept === 'and those of users' && name.startsWith('user.')),
    ),
  );
  return { ...stat, xattrs: xattrs.size === 0 ? noXattrs : xattrs };
}
