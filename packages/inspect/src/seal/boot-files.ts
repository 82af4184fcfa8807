import { Fault } from '@bootwright/core';
import { readAt } from '../file-content.ts';
import { addonDirectory, entriesDirectory, modulesDirectory, unifiedKernelDirectory } from '../interests.ts';
import { listIn, locateIn } from '../read-from-tree.ts';
import type { Tree } from '../tree.ts';
import { join } from '../tree.ts';
import type { BootImage } from '../uki/boot-image.ts';
import { bootImage } from '../uki/boot-image.ts';

/** A unified kernel image or an addon. */
export interface BootFile extends BootImage {
  /** Its path, without a leading slash. */
  readonly file: string;
  /** Bytes. */
  readonly size: number;
}

/** What of an image's files takes part in its boot: what bootc installs, and what the boot loader's stub would add. */
export interface BootFiles {
  /**
   * Unified kernel images, in the order in which bootc installs them: each under the same name, so that the last one
   * stays (composefs-boot, `bootloader.rs`; bootc, `bootc_composefs/boot.rs`).
   */
  readonly kernels: readonly BootFile[];
  /** Of the directories next to an image (`NAME.efi.extra.d`), and of /boot/loader/addons. */
  readonly addons: readonly BootFile[];
  /** Boot loader entries of type 1, which bootc prefers to an image, and then does not install. */
  readonly entries: readonly string[];
  /** Credentials, extensions and whatever else is next to an addon, of which the stub makes an initramfs. */
  readonly companions: readonly string[];
  readonly unreadable: readonly { readonly file: string; readonly why: string }[];
}

const kernelEnding = '.efi';
const extraEnding = '.efi.extra.d';
/** What systemd-stub reads of the ESP beside addons. */
const loaderDirectories = ['credentials', 'extensions'].map((name) => `boot/loader/${name}`);

/** Never throws: what cannot be read is listed so. */
export function findBootFiles(tree: Tree): BootFiles {
  const search = new Search(tree);
  const versions = search.directories(modulesDirectory, () => true);
  const places = [unifiedKernelDirectory, ...versions];
  const kernels = places.flatMap((place) => search.images(place));
  const extras = places.flatMap((place) => search.directories(place, (name) => name.endsWith(extraEnding)));
  const addons = [...extras, addonDirectory].flatMap((place) => search.images(place));
  const companions = [
    ...[...extras, addonDirectory].flatMap((place) => search.others(place, (name) => !name.endsWith(kernelEnding))),
    ...loaderDirectories.flatMap((place) => search.others(place, () => true)),
  ];
  const entries = search.others(entriesDirectory, (name) => name.endsWith('.conf'));
  return { kernels, addons, entries, companions, unreadable: search.unreadable };
}

class Search {
  readonly unreadable: { readonly file: string; readonly why: string }[] = [];
  private readonly tree: Tree;

  constructor(tree: Tree) {
    this.tree = tree;
  }

  /** The files of a directory that are called images, whatever else their names are. */
  images(directory: string): readonly BootFile[] {
    return this.names(directory).flatMap((name) => {
      if (!name.endsWith(kernelEnding)) return [];
      const file = join(directory, name);
      const found = locateIn(this.tree, file);
      if (found.kind === 'found' && found.entry.kind === 'directory') return [];
      if (found.kind !== 'found') return this.failed(file, 'it is a link that leads to no file');
      const { entry } = found;
      if (entry.kind !== 'file') return this.failed(file, 'it is no regular file');
      return this.attempt(file, () => {
        const image = bootImage((offset, length) => readAt(entry, offset, length));
        return [{ file, size: entry.size, ...image }];
      });
    });
  }

  directories(directory: string, isWanted: (name: string) => boolean): readonly string[] {
    return this.names(directory).flatMap((name) => {
      const path = join(directory, name);
      // Composefs follows no link to a directory.
      const found = isWanted(name) ? locateIn(this.tree, path, { escape: 'clamp', followLast: false }) : undefined;
      return found?.kind === 'found' && found.entry.kind === 'directory' ? [path] : [];
    });
  }

  others(directory: string, isWanted: (name: string) => boolean): readonly string[] {
    return this.names(directory)
      .filter(isWanted)
      .map((name) => join(directory, name));
  }

  private names(directory: string): readonly string[] {
    return this.attempt(directory, () => listIn(this.tree, directory)?.names ?? []);
  }

  private attempt<T>(file: string, act: () => readonly T[]): readonly T[] {
    try {
      return act();
    } catch (error) {
      if (error instanceof Fault) return this.failed(file, error.message);
      throw error;
    }
  }

  private failed(file: string, why: string): readonly never[] {
    this.unreadable.push({ file, why });
    return [];
  }
}
