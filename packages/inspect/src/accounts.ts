import type { Account, Accounts } from './container-info.ts';
import { contentOf, longestText } from './file-content.ts';
import { groupFiles, loginFiles, nameServiceFiles, userFiles } from './inspected-files.ts';
import { locateIn } from './read-from-tree.ts';
import type { Tree } from './tree.ts';

/**
 * The users and groups of passwd(5) and group(5); absent where the container has none of these files. Those of /usr/lib
 * count where nsswitch.conf(5) has altfiles.
 */
export function findAccounts(tree: Tree): Accounts | undefined {
  const switched = nameServiceFiles.map((file) => textOf(tree, file)).find((text) => text !== undefined);
  const users = accountsIn(tree, userFiles, hasAltfiles(switched, 'passwd'));
  const groups = accountsIn(tree, groupFiles, hasAltfiles(switched, 'group'));
  if (users.length === 0 || groups.length === 0) return undefined;
  const userGroups = makesUserGroups(tree);
  return { users, groups, ...(userGroups === undefined ? {} : { userGroups }) };
}

/** More than any container has; the files are read for notices only, so that a damaged one counts as absent. */
const most = 5000;
const longestName = 256;

function accountsIn(tree: Tree, [own, alternative]: readonly [string, string], altfiles: boolean): readonly Account[] {
  const accounts = new Map<string, Account>();
  for (const [file, isReadOnly] of [[own, false] as const, ...(altfiles ? [[alternative, true] as const] : [])]) {
    for (const [, name = '', digits = ''] of (textOf(tree, file) ?? '').matchAll(
      /^([^:#\s+-][^:\s]*):(?:[^:\n]*:(\d{1,10}):)?/gm,
    )) {
      if (accounts.has(name) || accounts.size >= most || name.length > longestName) continue;
      const number = digits === '' ? {} : { id: Number(digits) };
      accounts.set(name, { name, ...number, ...(isReadOnly ? { isReadOnly: true } : {}) });
    }
  }
  return [...accounts.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function hasAltfiles(switched: string | undefined, database: string): boolean {
  // glibc looks into /etc alone where nothing says otherwise.
  if (switched === undefined) return false;
  return new RegExp(`^\\s*${database}:[^#\\n]*\\baltfiles\\b`, 'm').test(switched);
}

/** USERGROUPS_ENAB of login.defs(5), where useradd reads it first; absent where it is not set. */
function makesUserGroups(tree: Tree): boolean | undefined {
  for (const file of loginFiles) {
    const value = /^[ \t]*USERGROUPS_ENAB[ \t]+"?(\w+)/m.exec(textOf(tree, file) ?? '')?.[1];
    if (value !== undefined) return value.toLowerCase() === 'yes';
  }
  return undefined;
}

function textOf(tree: Tree, file: string): string | undefined {
  const found = locateIn(tree, file);
  if (found.kind !== 'found' || found.entry.kind !== 'file' || found.entry.size > longestText) return undefined;
  return new TextDecoder().decode(contentOf(found.entry, file));
}
