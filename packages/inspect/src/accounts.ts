import type { Accounts } from './container-info.ts';
import { contentOf, longestText } from './file-content.ts';
import { groupFiles, userFiles } from './interests.ts';
import { locateIn } from './read-from-tree.ts';
import type { Tree } from './tree.ts';

/** The users and groups of passwd(5) and group(5); absent where the container has none of these files. */
export function findAccounts(tree: Tree): Accounts | undefined {
  const users = namesIn(tree, userFiles);
  const groups = namesIn(tree, groupFiles);
  if (users.length === 0 || groups.length === 0) return undefined;
  return { users, groups };
}

/** More than any container has; the files are read for notices only, so that a damaged one counts as absent. */
const most = 5000;
const longestName = 256;

function namesIn(tree: Tree, files: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const file of files) {
    const found = locateIn(tree, file);
    if (found.kind !== 'found' || found.entry.kind !== 'file' || found.entry.size > longestText) continue;
    const text = new TextDecoder().decode(contentOf(found.entry, file));
    for (const [, name = ''] of text.matchAll(/^([^:#\s]+):/gm)) {
      if (names.size < most && name.length <= longestName) names.add(name);
    }
  }
  return [...names].sort();
}
