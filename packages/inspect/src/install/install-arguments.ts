import { locate } from '@bootwright/blueprint';
import { type ArgumentUse, argumentProblems, keyOf } from '@bootwright/container-facts';
import type { Notice } from '@bootwright/core';
import { joinCommandLines, splitCommandLine } from '@bootwright/core';
import type { ReadDropIn } from './mount-specs.ts';

/** What is known of the kernel arguments of a container. */
export interface InstallArgumentUse extends ArgumentUse {
  /** Those of /usr/lib/bootc/kargs.d. */
  readonly others: readonly string[];
}

/**
 * What of `kargs` and `karg-deletes` of the install configuration has no effect, or fights with what bootc writes. bootc
 * reads both for deployments of ostree alone, and deletes before it adds what its command line has (`install.rs`).
 */
export function noticesOfInstallArguments(dropIns: readonly ReadDropIn[], use: InstallArgumentUse): readonly Notice[] {
  const given = [...dropIns.flatMap(({ install }) => install.kargs ?? []), ...use.others];
  const words = splitCommandLine(joinCommandLines(given).join(' '));
  return dropIns.flatMap((dropIn) => {
    const { kargs = [], 'karg-deletes': deletes = [] } = dropIn.install;
    const note = (key: string, code: string, message: string, hint: string): Notice => ({
      code: `install-configuration/${code}`,
      message,
      at: placeOf(dropIn, key),
      hint,
    });
    if (use.storage === 'composefs') {
      const message = (key: string) =>
        `${key} of the install configuration has no effect: bootc reads it for deployments that are stored with ostree alone`;
      const hint = use.isSigned ? 'build the arguments into the UKI' : 'use /usr/lib/bootc/kargs.d';
      return [
        ...(kargs.length === 0 ? [] : [note('kargs', 'argument', message('kargs'), hint)]),
        ...(deletes.length === 0 ? [] : [note('karg-deletes', 'argument', message('karg-deletes'), hint)]),
      ];
    }
    return [
      ...argumentProblems(kargs.join(' '), use).map(({ message, hint }) => note('kargs', 'argument', message, hint)),
      ...deletes
        .filter((deleted) => !isDeleted(deleted, words))
        .map((deleted) => {
          const message = `karg-deletes: the container brings no kernel argument ${JSON.stringify(deleted.slice(0, 80))}, and those of the image type and the blueprint are added later`;
          return note('karg-deletes', 'argument', message, 'remove it');
        }),
    ];
  });
}

/** Keys that bootc writes, with values that depend on the disk. */
const written = ['root', 'rootflags', 'rw', 'boot'];

/** bootc deletes by the key, or by key and value where there is one. */
function isDeleted(deleted: string, words: readonly string[]): boolean {
  const key = usual(keyOf(deleted));
  if (written.includes(key)) return true;
  return words.some((word) => (deleted.includes('=') ? word === deleted : usual(keyOf(word)) === key));
}

/** The kernel takes `-` for `_` in keys. */
function usual(key: string): string {
  return key.replaceAll('-', '_');
}

function placeOf({ source: { file, text } }: ReadDropIn, key: string) {
  const path = ['install', key];
  return { document: 'install-configuration', file, path, ...locate({ path }, text, 'toml') };
}
