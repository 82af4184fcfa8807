import { extensionOf } from '@bootwright/archive';
import { type Location, type Notice, nearest } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { listIfDirectory } from '@bootwright/file-tree';
import {
  bootcDirectories,
  builderDirectories,
  installDirectories,
  kargsDirectory,
  secureBootKeys,
  unreadKargsDirectories,
} from '../inspected-files.ts';

/** As many as anyone reads of one directory. */
const mostNamed = 20;

/**
 * A notice for each file of the container that was meant as configuration and that neither bootc nor image-builder
 * reads: another name than theirs, a directory that they do not look at, or a file that another one replaces.
 */
export function noticesOfUnreadFiles(tree: Tree): readonly Notice[] {
  return [
    ...unreadBuilderFiles(tree),
    ...unreadKargs(tree),
    ...installDirectories.flatMap((directory) => unreadDropIns(tree, directory, 'the install configuration')),
    ...unreadElsewhere(tree),
  ];
}

const [newer, older] = builderDirectories;
const yamls = ['disk.yaml', 'iso.yaml'];
const configs = ['config.json', 'config.toml'];

/** Source: image-builder's `osinfo.go` and `bib_legacy.go`: config files of the older directory alone. */
function unreadBuilderFiles(tree: Tree): readonly Notice[] {
  const inNewer = entryNames(tree, newer);
  const inOlder = entryNames(tree, older);
  const unread: readonly Unread[] = [
    ...inNewer
      .filter((name) => configs.includes(name))
      .map((name) => ({
        file: `${newer}/${name}`,
        why: `image-builder reads ${name} in /${older} only`,
        hint: `move it to /${older}/${name}`,
      })),
    ...inOlder
      .filter((name) => name === 'config.toml' && inOlder.includes('config.json'))
      .map((name) => ({
        file: `${older}/${name}`,
        why: 'image-builder reads config.json where both are present',
        hint: 'keep one of them',
      })),
    ...inOlder
      .filter((name) => yamls.includes(name) && inNewer.includes(name))
      .map((name) => ({
        file: `${older}/${name}`,
        why: `image-builder reads /${newer}/${name} where both are present`,
        hint: 'keep one of them',
      })),
    ...[...inNewer.map((name) => [newer, name] as const), ...inOlder.map((name) => [older, name] as const)]
      .filter(([, name]) => ![...yamls, ...configs].includes(name))
      .map(([directory, name]) => ({
        file: `${directory}/${name}`,
        why: 'image-builder reads no file of this name',
        hint: renameHint(name, [...yamls, ...configs]),
      })),
  ];
  return unread.slice(0, mostNamed).map((one) => unreadNotice('builder/unread-file', one));
}

/** Source: bootc's `bootc_kargs.rs`. */
function unreadKargs(tree: Tree): readonly Notice[] {
  const elsewhere = unreadKargsDirectories.flatMap((directory) =>
    entryNames(tree, directory)
      .slice(0, mostNamed)
      .map((name) => ({
        file: `${directory}/${name}`,
        why: `bootc reads kernel arguments in /${kargsDirectory} only`,
        hint: `move it to /${kargsDirectory}/${extensionOf(name) === 'toml' ? name : `${name}.toml`}`,
      })),
  );
  return [
    ...unreadDropIns(tree, kargsDirectory, 'kernel arguments'),
    ...elsewhere.map((one) => unreadNotice('kargs/unread-file', one)),
  ];
}

/** bootc reads drop-ins with the ending .toml; a name that begins with a dot is hidden on purpose. */
function unreadDropIns(tree: Tree, directory: string, what: string): readonly Notice[] {
  const code = directory === kargsDirectory ? 'kargs/unread-file' : 'install-configuration/unread-file';
  return entryNames(tree, directory)
    .filter((name) => !name.startsWith('.') && extensionOf(name) !== 'toml')
    .filter((name) => `${directory}/${name}` !== secureBootKeys)
    .slice(0, mostNamed)
    .map((name) =>
      unreadNotice(code, {
        file: `${directory}/${name}`,
        why: `bootc reads ${what} from files whose names end in .toml`,
        hint: 'rename it if it is in that format, or remove it',
      }),
    );
}

/** Configuration next to the directories of drop-ins. */
function unreadElsewhere(tree: Tree): readonly Notice[] {
  return bootcDirectories.flatMap((directory) =>
    entryNames(tree, directory)
      .filter((name) => extensionOf(name) === 'toml' || extensionOf(name) === 'conf')
      .slice(0, mostNamed)
      .map((name) => ({
        code: 'install-configuration/unread-file',
        message: `bootc does not read /${directory}/${name}: it reads files in directories below`,
        at: { document: 'container', file: `${directory}/${name}` },
        hint: `move it to /${kargsDirectory} or /${installDirectories[0]}, or remove it`,
      })),
  );
}

interface Unread {
  readonly file: string;
  readonly why: string;
  readonly hint: string;
}

function unreadNotice(code: string, { file, why, hint }: Unread): Notice {
  const at: Location = { document: 'container', file };
  return { code, message: `/${file} has no effect: ${why}`, at, hint };
}

function renameHint(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? `remove it; the names are ${known.join(', ')}` : `did you mean ${near}?`;
}

function entryNames(tree: Tree, directory: string): readonly string[] {
  return listIfDirectory(tree, directory)?.names ?? [];
}
