import type { Notice } from '@bootwright/core';
import { caughtFault, defined, Fault } from '@bootwright/core';
import type { Tree, TreeEntry } from '@bootwright/file-tree';
import { listIfDirectory, locateIn, readAt } from '@bootwright/file-tree';
import {
  versionInAlpmDescription,
  versionInApkList,
  versionInDpkgStatus,
  versionInRpmDatabase,
} from '@bootwright/package-lists';
import {
  alpmDirectories,
  apkFiles,
  dpkgStatusFile,
  bootcPackage as program,
  rpmDatabases,
  rpmNdbFiles,
} from '../inspected-files.ts';

/** The version of the container's bootc, and the list of packages that tells it. */
export interface FoundBootcVersion {
  readonly version?: string;
  /** Of a list that cannot be read. */
  readonly notices: readonly Notice[];
  readonly file?: string;
}

type FileEntry = Extract<TreeEntry, { readonly kind: 'file' }>;

/**
 * The version of the container's bootc, without the revision of its package, as the list of packages tells it: dpkg's,
 * rpm's, pacman's or apk's. Absent where none is there or bootc is in none.
 */
export function findBootcVersion(tree: Tree): FoundBootcVersion {
  const notices: Notice[] = [];
  for (const { file, read } of lists(tree)) {
    const found = locateIn(tree, file);
    if (found.kind === 'absent') continue;
    const version = caughtFault(() => {
      if (found.kind === 'rejected') throw found.fault;
      if (found.entry.kind === 'withheld') throw found.entry.fault;
      return found.entry.kind === 'file' ? read(found.entry) : undefined;
    });
    if (version instanceof Fault) notices.push(unreadable(file, version));
    else if (version !== undefined) return { version, file, notices };
  }
  return { notices: [...notices, ...unreadNdb(tree)] };
}

function unreadNdb(tree: Tree): readonly Notice[] {
  const file = rpmNdbFiles.find((path) => locateIn(tree, path).kind === 'found');
  if (file === undefined) return [];
  const why = 'nothing here knows its format, ndb';
  return [unreadable(file, new Fault('inspect/package-list', why, { hint: 'run "bootc --version" in the container' }))];
}

interface PackageList {
  readonly file: string;
  readonly read: (entry: FileEntry) => string | undefined;
}

function lists(tree: Tree): readonly PackageList[] {
  const texts = (files: readonly string[], versionIn: typeof versionInApkList): readonly PackageList[] =>
    files.map((file) => ({ file, read: (entry) => versionIn(textOf(entry), program) }));
  const descriptions = alpmDirectories.flatMap((directory) =>
    (listIfDirectory(tree, directory)?.names ?? [])
      .filter((name) => name.startsWith(`${program}-`))
      .map((name) => `${directory}/${name}/desc`),
  );
  return [
    ...texts([dpkgStatusFile], versionInDpkgStatus),
    ...rpmDatabases.map((file) => ({
      file,
      read: (entry: FileEntry) => versionInRpmDatabase((offset, length) => readAt(entry, offset, length), program),
    })),
    ...texts(descriptions, versionInAlpmDescription),
    ...texts(apkFiles, versionInApkList),
  ];
}

function textOf(entry: FileEntry): string {
  return new TextDecoder().decode(entry.pieces.length === 0 ? new Uint8Array() : readAt(entry, 0, entry.size));
}

function unreadable(file: string, fault: Fault): Notice {
  return {
    code: 'inspect/package-list',
    message: `the version of bootc is not known: /${file} cannot be read: ${fault.message}`,
    at: { document: 'container', file },
    ...defined({ hint: fault.hint }),
  };
}
