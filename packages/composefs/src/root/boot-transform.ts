import { isUtf8ByteString, paused, type Steps, utf8ByteString } from '@bootwright/archive';
import { noDigest } from '@bootwright/file-contexts';
import { linesOf } from '@bootwright/file-tree';
import type { Directory, Node } from './composefs-tree.ts';
import { isDirectory, nodesOf, sortedEntries } from './composefs-tree.ts';
import { directoryAt, directoryIfThere, isFile, textOf } from './find-node.ts';
import type { PolicyCache } from './selinux-labels.ts';
import { labelTree } from './selinux-labels.ts';

/**
 * What bootc changes in a root that is to boot (composefs-rs, `composefs-boot/src/lib.rs`, `transform_for_boot`): /boot
 * and /sysroot are emptied, and all is labelled by the container's SELinux policy. Faults: `composefs/refused`.
 */
export function* transformForBoot(root: Directory, policies: PolicyCache): Steps<void> {
  yield* checkBootResources(root);
  const { seconds } = directoryAt(root, 'usr').stat;
  for (const name of ['boot', 'sysroot']) {
    const directory = directoryAt(root, name);
    // Parts of seconds stay as they were.
    directory.stat = { ...directory.stat, seconds };
    directory.entries.clear();
  }
  yield* labelTree(root, policies);
}

/** What bootc looks for beforehand, and stops at (`bootloader.rs`); nothing of it changes the digest. */
function* checkBootResources(root: Directory): Steps<void> {
  const entries = directoryIfThere(root, ['boot', 'loader', 'entries']);
  for (const [name, node] of entries === undefined ? [] : sortedEntries(entries)) {
    if (name.endsWith('.conf')) checkLoaderEntry(root, name, node);
  }
  const linux = directoryIfThere(root, ['boot', 'EFI', 'Linux']);
  if (linux !== undefined) yield* checkKernels(linux);
  const modules = directoryIfThere(root, ['usr', 'lib', 'modules']);
  for (const [name, node] of modules === undefined ? [] : sortedEntries(modules)) {
    if (!isDirectory(node)) continue;
    const kernel = node.entries.get('vmlinuz');
    if (kernel !== undefined && isFile(kernel) && !isUtf8ByteString(name))
      throw noDigest('a directory in /usr/lib/modules has a name that is not valid UTF-8');
    yield* checkKernels(node);
  }
}

/** A carriage return at the end of a line belongs to the path. */
const loaderKeys = /^(?:linux|initrd|efi)[ \t\n\f\r](.*)$/s;

function checkLoaderEntry(root: Directory, name: string, node: Node): void {
  const file = `/boot/loader/entries/${JSON.stringify(name)}`;
  if (!isFile(node)) throw noDigest(`${file} is not a file`);
  for (const line of linesOf(textOf(node, file))) {
    const path = loaderKeys.exec(line)?.[1]?.replace(/^\p{White_Space}+/u, '');
    if (path === undefined) continue;
    const steps = utf8ByteString(path)
      .split('/')
      .filter((step) => step !== '' && step !== '.');
    const last = steps.pop();
    const parent = directoryIfThere(root, steps);
    const found = last === undefined ? undefined : parent?.entries.get(last);
    if (found === undefined || !isFile(found))
      throw noDigest(`${file} names ${JSON.stringify(path)}, which is not a file`);
  }
}

function* checkKernels(root: Directory): Steps<void> {
  for (const directory of nodesOf(root)) {
    if (!isDirectory(directory)) continue;
    yield;
    yield* paused(directory.entries, ([name, node]) => {
      if (!isDirectory(node) && name.endsWith('.efi') && !isFile(node))
        throw noDigest(`${JSON.stringify(name)} is not a file`);
    });
  }
}
