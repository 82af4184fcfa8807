import type { Steps } from '@bootwright/archive';
import type { Directory } from '@bootwright/composefs';
import { isDirectory, nodeAt } from '@bootwright/composefs';
import { pushAll } from '@bootwright/core';
import type { TreeEntry } from '@bootwright/file-tree';
import { resolvePath } from '@bootwright/file-tree';
import type { SealObstacle } from '../notices/seal-obstacle.ts';
import { textName } from './sealed-source.ts';

/**
 * Directories of which a running machine has others than the sealed root: bootc has /etc and /var of its own for each
 * deployment or machine, composefs empties some, and on others file systems are mounted. /dev is left out: it begins empty, and units are masked with /dev/null.
 */
const changing = new Set('boot etc home media mnt opt proc root run srv sys sysroot tmp var'.split(' '));
/** The machine's own configuration: links into it are a way to configure what is in /usr. */
const configuration: ReadonlySet<string> = new Set(['etc']);
/** Of programs, those that other systems bring are in /opt. */
const otherPrograms: ReadonlySet<string> = new Set(['etc', 'opt']);
const none: ReadonlySet<string> = new Set();

/** What is started, or loaded with it, before anything of /etc and /var decides; and where programs and libraries are. */
const startedFiles = [
  'sbin/init',
  'bin/sh',
  ...['systemd', 'systemd-executor', 'system', 'system-generators'].map((name) => `usr/lib/systemd/${name}`),
  ...['lib', 'lib64', 'usr/lib64', 'usr/bin', 'usr/sbin', 'usr/libexec'],
];
/** In and below which every name is started, or loaded. */
const startedDirectories = ['usr/lib/systemd/system', 'usr/lib/systemd/system-generators', 'usr/lib/modules'];
/** In and below which every name is started, loaded or configures what is: of these some are links into /etc. */
const configuredDirectories = [
  ...['systemd', 'udev', 'firmware', 'security', 'pam.d'].map((name) => `usr/lib/${name}`),
  ...['systemd', 'security'].map((name) => `usr/lib64/${name}`),
  ...['tmpfiles', 'sysusers', 'modules-load', 'modprobe', 'depmod', 'sysctl', 'binfmt', 'environment'].map(
    (name) => `usr/lib/${name}.d`,
  ),
];
const programDirectories = ['usr/bin', 'usr/sbin', 'usr/libexec'];
const libraryDirectories = ['usr/lib', 'usr/lib64'];
/** Debian's, one for each kind of machine. */
const tripletDirectory = /-linux-[^/]+$/;
/** The program that loads programs, and the library that all have: glibc's and musl's. */
const firstLibrary = /^(?:ld[-.0-9a-zA-Z_]*\.so\.\d+|libc\.so\.6|libc\.musl-[a-z0-9_]+\.so\.1)$/;
const library = /\.so(?:\.|$)/;

/** More are not listed: each is a reason of its own. */
const mostLinks = 20;

/** Paths that are followed between two pauses. */
const stride = 256;

/** Links from what the sealed root starts to where its digest does not cover what a running machine has. */
export function* linksOut(root: Directory): Steps<readonly SealObstacle[]> {
  const found = new Map<string, SealObstacle>();
  let followed = 0;
  for (const { path, except } of startedPaths(root)) {
    if (followed++ % stride === stride - 1) yield;
    const leads = found.has(path) ? undefined : wayOut(root, path, except);
    if (leads !== undefined) found.set(path, { kind: 'leads-out', file: textName(path), leads: textName(leads) });
    if (found.size === mostLinks) break;
  }
  return [...found.values()];
}

/** A path, and directories into which it may lead all the same. */
interface StartedPath {
  readonly path: string;
  readonly except: ReadonlySet<string>;
}

function* startedPaths(root: Directory): Generator<StartedPath> {
  for (const path of startedFiles) yield { path, except: none };
  for (const directory of startedDirectories) yield* allOf(linksBelow(root, directory), none);
  const triplets = directoriesIn(root, 'usr/lib').filter((path) => tripletDirectory.test(path));
  for (const directory of [...libraryDirectories, ...triplets])
    for (const path of linksIn(root, directory)) {
      const name = path.slice(directory.length + 1);
      if (library.test(name)) yield { path, except: firstLibrary.test(name) ? none : configuration };
    }
  for (const directory of configuredDirectories) {
    yield { path: directory, except: configuration };
    yield* allOf(linksBelow(root, directory), configuration);
  }
  for (const directory of programDirectories) yield* allOf(linksIn(root, directory), otherPrograms);
}

function* allOf(paths: Iterable<string>, except: ReadonlySet<string>): Generator<StartedPath> {
  for (const path of paths) yield { path, except };
}

function* linksBelow(root: Directory, top: string): Generator<string> {
  const waiting = [top];
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    yield* linksIn(root, directory);
    pushAll(waiting, directoriesIn(root, directory));
  }
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
function wayOut(root: Directory, path: string, except: ReadonlySet<string>): string | undefined {
  let out: string | undefined;
  const look = (passed: string): TreeEntry | undefined => {
    const top = topOf(passed);
    if (changing.has(top) && top !== topOf(path) && !except.has(top)) out = passed;
    return entryAt(root, passed);
  };
  resolvePath(look, path, { escape: 'clamp' });
  return out;
}

const topOf = (path: string): string => path.split('/', 1)[0] ?? '';

/** What is at a path of bytes, for a walk that only follows links. */
export function entryAt(root: Directory, path: string): TreeEntry | undefined {
  const node = nodeAt(root, path.split('/'));
  if (node === undefined) return undefined;
  if (isDirectory(node)) return { kind: 'directory' };
  const { content } = node;
  return content.kind === 'link' ? { kind: 'link', target: content.target } : { kind: 'special', what: content.kind };
}
