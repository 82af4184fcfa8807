import type { Stats } from 'node:fs';
import { fstatSync, lstatSync, readdirSync } from 'node:fs';
import type { WorkBudget } from '@bootwright/archive';
import { atOnce, type Steps, stepByStep } from '@bootwright/archive';
import type { Bytes } from '@bootwright/core';
import { bytes, Fault } from '@bootwright/core';
import type { FolderHandle } from '@bootwright/process/files';
import { attempt, openRoot } from './directory.ts';
import { deepest, tooDeep } from './held-directories.ts';

/** A directory that is being counted, and the names in it that are still to come. */
interface Open {
  /** Below the root, which is empty. */
  readonly path: string;
  readonly folder: FolderHandle;
  readonly names: Buffer[];
}

/**
 * The bytes that the files below a directory of the host hold, as `du --apparent-size` counts: regular files, each
 * once however many names it has, and the targets of links. Links are not followed, other file systems not entered.
 * Faults: those of the root's path, `inspect/unreadable` where a directory cannot be read, `inspect/too-deep`, `inspect/too-large` beyond
 * 2^53 - 1 bytes.
 */
export function directorySize(root: string): Bytes {
  return atOnce(sizeSteps(root));
}

/** As `directorySize`, and signals have their turn meanwhile. */
export function directorySizeStepByStep(root: string, budget: WorkBudget): Promise<Bytes> {
  return stepByStep(sizeSteps(root), budget);
}

function* sizeSteps(root: string): Steps<Bytes> {
  const open: Open[] = [];
  try {
    open.push(attempt(root, () => opened('', () => openRoot(root))));
    return bytes(yield* countedIn(open, root));
  } finally {
    for (const { folder } of open) folder.close();
  }
}

/** Each directory is reached by the handle of its parent. */
function* countedIn(open: Open[], root: string): Steps<number> {
  const device = open.map(({ folder }) => fstatSync(folder.descriptor).dev)[0];
  const counted = new Set<string>();
  let total = 0;
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const { path, folder, names } = last;
    const name = names.pop();
    if (name === undefined) {
      open.pop()?.folder.close();
      continue;
    }
    yield;
    const own = path === '' ? `${name}` : `${path}/${name}`;
    const stats = attempt(own, () => lstatSync(folder.entry(name), { throwIfNoEntry: false }));
    if (stats === undefined) continue;
    if (stats.isDirectory()) {
      if (stats.dev !== device) continue;
      if (open.length > deepest) throw tooDeep(path.split('/'));
      open.push(attempt(own, () => opened(own, () => folder.folder(name))));
    } else if (holdsBytes(stats) && (stats.nlink === 1 || isNew(counted, `${stats.dev}:${stats.ino}`))) {
      total += stats.size;
    }
  }
  if (Number.isSafeInteger(total)) return total;
  throw new Fault('inspect/too-large', `the files below ${JSON.stringify(root)} hold more than 2^53 - 1 bytes`, {
    at: { file: root },
    hint: 'give the size yourself',
  });
}

function opened(path: string, open: () => FolderHandle): Open {
  const folder = open();
  try {
    return { path, folder, names: readdirSync(folder.path(), { encoding: 'buffer' }) };
  } catch (error) {
    folder.close();
    throw error;
  }
}

const holdsBytes = (stats: Stats): boolean => stats.isFile() || stats.isSymbolicLink();

function isNew(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
