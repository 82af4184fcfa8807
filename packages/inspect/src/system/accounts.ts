import type { Account, Accounts } from '@bootwright/container-facts';
import { loginShells } from '@bootwright/container-facts';
import { defined } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { contentOf, locateIn, longestText } from '@bootwright/file-tree';
import { groupFiles, loginFiles, nameServiceFiles, userFiles } from '../inspected-files.ts';

/**
 * The users and groups of passwd(5) and group(5); absent where the container has none of these files. Those of /usr/lib
 * count where nsswitch.conf(5) has altfiles.
 */
export function findAccounts(tree: Tree): Accounts | undefined {
  const switched = nameServiceFiles.map((file) => textOf(tree, file)).find((text) => text !== undefined);
  const users = accountsIn(tree, userFiles, hasAltfiles(switched, 'passwd'));
  const groups = accountsIn(tree, groupFiles, hasAltfiles(switched, 'group'));
  if (users.length === 0 || groups.length === 0) return undefined;
  const userGroups = loginSetting(tree, 'USERGROUPS_ENAB');
  const createsHomes = makesHomes(tree);
  const shells = loginShells.filter((shell) => locateIn(tree, shell.slice(1)).kind === 'found');
  return {
    users,
    groups,
    ...defined({ userGroups, createsHomes }),
    ...(shells.length === 0 ? {} : { shells }),
  };
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

/** A switch of login.defs(5), where useradd reads it first; absent where it is not set. */
function loginSetting(tree: Tree, name: 'USERGROUPS_ENAB' | 'CREATE_HOME'): boolean | undefined {
  for (const file of loginFiles) {
    const value = new RegExp(`^[ \\t]*${name}[ \\t]+"?(\\w+)`, 'm').exec(textOf(tree, file) ?? '')?.[1];
    if (value !== undefined) return value.toLowerCase() === 'yes';
  }
  return undefined;
}

/** useradd makes no home where login.defs(5) does not say so; absent where there is no such file. */
function makesHomes(tree: Tree): boolean | undefined {
  const isKnown = loginFiles.some((file) => textOf(tree, file) !== undefined);
  return isKnown ? (loginSetting(tree, 'CREATE_HOME') ?? false) : undefined;
}

function textOf(tree: Tree, file: string): string | undefined {
  const found = locateIn(tree, file);
  if (found.kind !== 'found' || found.entry.kind !== 'file' || found.entry.size > longestText) return undefined;
  return new TextDecoder().decode(contentOf(found.entry, file));
}
