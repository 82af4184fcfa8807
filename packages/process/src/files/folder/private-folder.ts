import { realpathSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';

const othersMayWrite = 0o002;
const groupMayWrite = 0o020;
const sticky = 0o1000;

/** Whoever owns the root directory could replace everything; in a user namespace root of the host has another number. */
const owner = statSync('/').uid;

/**
 * Whether nobody but this user and root could put something else in the place of what this user makes in a folder: every
 * folder on the way to it belongs to one of them, and whoever else may write to it may not remove what is not theirs. The
 * user's own group is trusted. A folder that is absent is not private.
 */
export function isPrivateFolder(folder: string): boolean {
  try {
    for (let path = realpathSync(folder); ; path = dirname(path)) {
      if (!isSafe(statSync(path))) return false;
      if (path === dirname(path)) return true;
    }
  } catch {
    return false;
  }
}

function isSafe({ uid, gid, mode }: Stats): boolean {
  const own = process.getuid?.() ?? 0;
  if (uid !== 0 && uid !== own && uid !== owner) return false;
  if ((mode & sticky) !== 0) return true;
  const isOwnGroup = gid === process.getgid?.();
  return (mode & othersMayWrite) === 0 && ((mode & groupMayWrite) === 0 || isOwnGroup);
}
