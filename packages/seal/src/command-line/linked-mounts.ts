import type { Directory } from '@bootwright/composefs';
import type { TreeEntry } from '@bootwright/file-tree';
import { resolvePath } from '@bootwright/file-tree';
import type { BootFile } from '../boot-files/boot-files.ts';
import type { SealObstacle } from '../notices/seal-obstacle.ts';
import { entryAt } from '../source/links-out.ts';
import { overrides } from './command-line-obstacles.ts';
import { isMountPoint, mountPointOf } from './mount-word.ts';
import { keyOf } from './named-root.ts';

/**
 * The words of an image that mount something elsewhere than they say: systemd-fstab-generator(8) follows links on the way to
 * a mount point as far as there are any, and appends the rest.
 */
export function linkedMounts(image: BootFile, root: Directory): readonly SealObstacle[] {
  return overrides(image, (word) => effectOf(word, root));
}

function effectOf(word: string, root: Directory): string | undefined {
  if (keyOf(word) !== 'systemd.mount_extra') return undefined;
  const where = mountPointOf(word.slice(word.indexOf('=') + 1));
  // Other places are reported as such.
  if (!isMountPoint(where)) return undefined;
  // What is missing is made for the mount.
  const look = (path: string): TreeEntry => entryAt(root, path) ?? { kind: 'directory' };
  const end = resolvePath(look, where.slice(1), { escape: 'clamp' });
  if (end.kind !== 'found') return `mounts a file system at ${where}, which leads to no directory`;
  const path = `/${end.path}`;
  return isMountPoint(path) || isOfOstree(path) ? undefined : `mounts a file system at ${path}, where ${where} leads`;
}

/** Where ostree's links lead from /media and /tmp; nothing of the root is there. */
function isOfOstree(path: string): boolean {
  return /^\/(?:run\/media|sysroot\/tmp)(?:\/|$)/.test(path);
}
