import { Fault } from '@bootwright/core';

/** What `git` prints for some words, in the folder of the goldens. */
export type AskGit = (...words: readonly string[]) => Promise<string>;

/**
 * Checks that the repository of a folder has its objects below its own working tree, or where they belong to it: a working
 * tree that its repository lists, a submodule in the repository above. A `.git` that is a file or a link may name any
 * repository of the host, and `objects/info/alternates` any objects, and what is there would be read as goldens and shown
 * in reports. Faults: `golden/revision`.
 */
export async function checkOwnRepository(ask: AskGit): Promise<void> {
  const line = async (...words: readonly string[]) => (await ask(...words)).replace(/\n$/, '');
  const top = await line('rev-parse', '--show-toplevel');
  const directories = [
    await line('rev-parse', '--absolute-git-dir'),
    await line('rev-parse', '--path-format=absolute', '--git-common-dir'),
  ];
  const above = await line('rev-parse', '--show-superproject-working-tree');
  const trees = [top, above].filter((tree) => tree !== '');
  const isOwn = (path: string) => trees.some((tree) => path.startsWith(`${tree}/`));
  const elsewhere = directories.find((directory) => !isOwn(directory));
  if (elsewhere !== undefined && !(await listed(ask)).includes(top)) throw foreign('has its repository', elsewhere);
  // Objects that a listed working tree borrows are below those of its repository.
  const homes = elsewhere === undefined ? [] : directories;
  const borrowed = alternates(await ask('count-objects', '-v')).find(
    (path) => !isOwn(path) && !homes.some((home) => path.startsWith(`${home}/`)),
  );
  if (borrowed !== undefined) throw foreign('borrows objects (objects/info/alternates)', borrowed);
}

/** The working trees of a repository. */
async function listed(ask: AskGit): Promise<readonly string[]> {
  const words = (await ask('worktree', 'list', '--porcelain')).split('\n');
  return words.flatMap((line) => (line.startsWith('worktree ') ? [line.slice('worktree '.length)] : []));
}

function alternates(counts: string): readonly string[] {
  return counts.split('\n').flatMap((line) => {
    const [, path] = /^alternate: "?(.*?)"?$/.exec(line) ?? [];
    return path === undefined ? [] : [path];
  });
}

function foreign(what: string, path: string): Fault {
  return new Fault('golden/revision', `the git folder of the goldens ${what} elsewhere, in ${JSON.stringify(path)}`, {
    hint: 'clone the repository, without --shared and --reference: objects of another one are not read as goldens',
  });
}
