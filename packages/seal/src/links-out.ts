import type { Directory } from '@bootwright/composefs';
import { isDirectory, nodeAt } from '@bootwright/composefs';
import type { TreeEntry } from '@bootwright/file-tree';
import { resolvePath } from '@bootwright/file-tree';
import type { SealObstacle } from './seal-obstacle.ts';
import { textName } from './sealed-source.ts';

/**
 * Directories of which a running machine has others than the sealed root: bootc has /etc and /var of its own for each
 * deployment or machine, composefs empties some, and on others file systems are mounted. /dev is left out: it begins empty, and units are masked with /dev/null.
 */
const changing = new Set('boot etc home media mnt opt proc root run srv sys sysroot tmp var'.split(' '));
/** What is started, or loaded with it, before anything of /etc and /var decides. */
const startedFiles = [
  'sbin/init',
  'bin/sh',
  ...['systemd', 'systemd-executor', 'system', 'system-generators'].map((name) => `usr/lib/systemd/${name}`),
];
/** In which every name is started, or loaded. */
const startedDirectories = ['usr/lib/systemd/system', 'usr/lib/systemd/system-generators', 'usr/lib/modules'];
const modules = 'usr/lib/modules';
const libraryDirectories = ['usr/lib', 'usr/lib64'];
/** The program that loads programs, and the library that all have: glibc's and musl's. */
const library = /^(?:ld[-.0-9a-zA-Z_]*\.so\.\d+|libc\.so\.6|libc\.musl-[a-z0-9_]+\.so\.1)$/;

/** More are not listed: each is a reason of its own. */
const mostLinks = 20;

/** Links from what the sealed root starts to where its digest does not cover what a running machine has. */
export function linksOut(root: Directory): readonly SealObstacle[] {
  const found: SealObstacle[] = [];
  for (const path of startedPaths(root)) {
    const leads = wayOut(root, path);
    if (leads !== undefined) found.push({ kind: 'leads-out', file: textName(path), leads: textName(leads) });
    if (found.length === mostLinks) break;
  }
  return found;
}

function* startedPaths(root: Directory): Generator<string> {
  yield* startedFiles;
  for (const directory of libraryDirectories)
    for (const path of linksIn(root, directory)) if (library.test(path.slice(directory.length + 1))) yield path;
  const versions = directoriesIn(root, modules);
  for (const directory of [...startedDirectories, ...versions]) yield* linksIn(root, directory);
}

function* linksIn(root: Directory, directory: string): Generator<string> {
  const node = nodeAt(root, directory.split('/'));
  if (node === undefined || !isDirectory(node)) return;
  for (const [name, child] of node.entries)
    if (!isDirectory(child) && child.content.kind === 'link') yield `${directory}/${name}`;
}

function directoriesIn(root: Directory, directory: string): readonly string[] {
  const node = nodeAt(root, directory.split('/'));
  if (node === undefined || !isDirectory(node)) return [];
  return [...node.entries].flatMap(([name, child]) => (isDirectory(child) ? [`${directory}/${name}`] : []));
}

/** The last path in a changing directory through which a path leads. */
function wayOut(root: Directory, path: string): string | undefined {
  let out: string | undefined;
  const look = (passed: string): TreeEntry | undefined => {
    if (changing.has(topOf(passed)) && topOf(passed) !== topOf(path)) out = passed;
    return entryAt(root, passed);
  };
  resolvePath(look, path, { escape: 'clamp' });
  return out;
}

const topOf = (path: string): string => path.split('/', 1)[0] ?? '';

function entryAt(root: Directory, path: string): TreeEntry | undefined {
  const node = nodeAt(root, path.split('/'));
  if (node === undefined) return undefined;
  if (isDirectory(node)) return { kind: 'directory' };
  const { content } = node;
  return content.kind === 'link' ? { kind: 'link', target: content.target } : { kind: 'special', what: content.kind };
}
