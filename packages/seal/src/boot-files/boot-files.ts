import { caughtFault, Fault, pushAll } from '@bootwright/core';
import type { Tree, TreeEntry } from '@bootwright/file-tree';
import { join, readAt } from '@bootwright/file-tree';
import type { BootImage, SectionText } from '@bootwright/uki';
import {
  addonDirectory,
  bootEspDirectory,
  bootImage,
  bootProgram,
  companionDirectories,
  entriesDirectory,
  espDirectories,
  fallbackListFlaw,
  grubDirectory,
  modulesDirectory,
  systemdBootDirectory,
  unifiedKernelDirectory,
} from '@bootwright/uki';
import { fatPath, hasEnding, kernelEnding } from './fat-name.ts';
import { unknownGrubCommand } from './grub-configuration.ts';
import { isNeverStarted, whyUnknown } from './unknown-loader.ts';

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
  /**
   * Of all directories below those of the images, where bootc takes each `.efi` for an addon whatever the directory is
   * called (it installs those that `--uki-addon` names), and of /boot/loader/addons.
   */
  readonly addons: readonly BootFile[];
  /** Boot loader entries of type 1, which bootc prefers to an image, and then does not install. */
  readonly entries: readonly string[];
  /** Credentials, extensions and whatever else is next to an addon, of which the stub makes an initramfs. */
  readonly companions: readonly string[];
  /** What bootupd installs with a boot loader to where boot loaders look for images, EFI/Linux on the ESP. */
  readonly withLoader: readonly string[];
  /** Kernels where firmware and boot loaders look for boot loaders: on the ESP, or among what is installed to it. */
  readonly loaderKernels: readonly string[];
  /** What else is in the place of a boot loader and is not known as one, with the reason as a clause. */
  readonly unknownLoaders: readonly { readonly file: string; readonly why: string }[];
  /** Images and directories that bootc does not find as it minds case, and that firmware finds on the ESP. */
  readonly otherCase: readonly string[];
  readonly unreadable: readonly { readonly file: string; readonly why: string }[];
}

const extraEnding = '.efi.extra.d';
const entryEnding = '.conf';
/** Characters of all command lines, as bootc and as the kernel reads them; a real container has some hundred. */
const mostCommandLines = 512 * 1024;

/** Of a link into a directory that composefs empties (`sealedSource`). */
const linkAside = 'inspect/not-covered';

/** Never throws: what cannot be read is listed so. */
export function findBootFiles(tree: Tree): BootFiles {
  const search = new Search(tree);
  search.images(unifiedKernelDirectory);
  for (const version of search.directoriesIn(modulesDirectory)) search.images(version);
  for (const path of search.pathsIn(addonDirectory)) search.addon(path);
  for (const path of search.pathsIn(entriesDirectory)) search.entry(path);
  for (const directory of companionDirectories) pushAll(search.found.companions, search.pathsIn(directory));
  for (const directory of espDirectories) search.withBootLoader(directory.split('/'));
  search.otherCases([unifiedKernelDirectory, addonDirectory, entriesDirectory, ...companionDirectories]);
  for (const directory of espDirectories) search.loadersAt(directory.split('/'));
  for (const directory of [...search.espInBoot(), systemdBootDirectory]) search.loadersBelow(directory);
  for (const directory of [grubDirectory, ...search.directoriesIn(grubDirectory)]) search.grubConfigurations(directory);
  return search.found;
}

/** What was found so far. */
type Found = { readonly [K in keyof BootFiles]: BootFiles[K][number][] };

/** Goes through directories as composefs does, which follows no link. */
class Search {
  readonly found: Found = {
    kernels: [],
    addons: [],
    entries: [],
    companions: [],
    withLoader: [],
    loaderKernels: [],
    unknownLoaders: [],
    otherCase: [],
    unreadable: [],
  };
  private readonly tree: Tree;
  private commandLines = 0;
  private readonly failed = new Set<string>();

  constructor(tree: Tree) {
    this.tree = tree;
  }

  /** Images in a directory, and addons in those below it. */
  images(directory: string): void {
    for (const path of this.pathsIn(directory)) {
      if (this.isDirectory(path)) this.below(path, isExtra(path));
      else if (path.endsWith(kernelEnding)) this.read(path, this.found.kernels);
      else if (hasEnding(path, kernelEnding)) this.found.otherCase.push(path);
    }
  }

  private below(directory: string, isInExtra: boolean): void {
    for (const path of this.pathsIn(directory)) {
      if (this.isDirectory(path)) this.below(path, isInExtra || isExtra(path));
      else if (hasEnding(path, kernelEnding)) this.read(path, this.found.addons);
      else if (isInExtra) this.found.companions.push(path);
    }
  }

  addon(path: string): void {
    if (hasEnding(path, kernelEnding) && !this.isDirectory(path)) this.read(path, this.found.addons);
    else this.found.companions.push(path);
  }

  entry(path: string): void {
    if (hasEnding(path, entryEnding)) this.found.entries.push(path);
  }

  /** Whatever is in a directory called Linux below those at a path, of which a step `*` stands for any. */
  withBootLoader(steps: readonly string[]): void {
    for (const directory of this.directoriesAt(steps)) {
      const linux = this.directoriesIn(directory).filter((path) => fatPath(path) === imagesBelow(directory));
      for (const path of linux) pushAll(this.found.withLoader, this.pathsIn(path));
    }
  }

  /** What is in the place of boot loaders below the directories at a path, in others than those that `withBootLoader` lists. */
  loadersAt(steps: readonly string[]): void {
    for (const directory of this.directoriesAt(steps)) this.loadersBelow(directory, imagesBelow(directory));
  }

  /** What is in the place of boot loaders in a directory and those below it, but for one in which other programs look for images. */
  loadersBelow(directory: string, except = fatPath(unifiedKernelDirectory)): void {
    const waiting = [directory];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const path of this.pathsIn(next)) {
        if (fatPath(path) === except) continue;
        if (this.isDirectory(path)) waiting.push(path);
        else this.inPlaceOfLoader(path);
      }
    }
  }

  /** What is not known as a boot loader may start anything. */
  private inPlaceOfLoader(file: string): void {
    const entry = this.tree.entries.get(file);
    if (entry?.kind === 'withheld') this.fail(file, entry.fault.message);
    if (entry?.kind !== 'file' || entry.size === 0) return;
    const read = (offset: number, length: number) => readAt(entry, offset, length);
    const program = bootProgram(read);
    if (program.kind === 'kernel') this.found.loaderKernels.push(file);
    if (program.kind === 'loader' || program.kind === 'kernel' || isNeverStarted(file)) return;
    const why = whyUnknown(file, program, () => fallbackListFlaw(read, entry.size));
    if (why !== undefined) this.found.unknownLoaders.push({ file, why });
  }

  /** What bootupd makes GRUB's configuration of. */
  grubConfigurations(directory: string): void {
    for (const path of this.pathsIn(directory).filter((name) => name.endsWith('.cfg'))) {
      const entry = this.tree.entries.get(path);
      if (entry?.kind !== 'file') {
        if (entry?.kind !== 'directory') this.fail(path, entry === undefined ? 'it was not read' : whyNoFile(entry));
        continue;
      }
      const command = unknownGrubCommand(new TextDecoder().decode(readAt(entry, 0, entry.size)));
      if (command === undefined) continue;
      const why = `bootupd makes GRUB's configuration of it, which has ${JSON.stringify(command.slice(0, 100))}`;
      this.found.unknownLoaders.push({ file: path, why });
    }
  }

  /** Directories of /boot that are called as the ESP or its directory, whatever the case. */
  espInBoot(): readonly string[] {
    return this.directoriesIn('boot').filter((path) => fatPath(path) === bootEspDirectory);
  }

  private directoriesAt(steps: readonly string[], directory = ''): readonly string[] {
    const [step, ...rest] = steps;
    if (step === undefined) return [directory];
    const paths = step === '*' ? this.directoriesIn(directory) : [join(directory, step)];
    return paths.filter((path) => this.isDirectory(path)).flatMap((path) => this.directoriesAt(rest, path));
  }

  /** Directories below /boot that are called as one that is read, but for the case, and have something in them. */
  otherCases(wanted: readonly string[]): void {
    const all = wanted.map(fatPath);
    const visit = (directory: string): void => {
      for (const path of this.directoriesIn(directory)) {
        const name = fatPath(path);
        if (all.some((one) => one.startsWith(`${name}/`))) visit(path);
        if (all.includes(name) && !wanted.includes(path) && this.pathsIn(path).length > 0)
          this.found.otherCase.push(path);
      }
    };
    visit('boot');
  }

  directoriesIn(directory: string): readonly string[] {
    return this.pathsIn(directory).filter((path) => this.isDirectory(path));
  }

  private isDirectory(path: string): boolean {
    const entry = this.tree.entries.get(path);
    if (entry?.kind === 'withheld') return entry.fault.code !== linkAside;
    return entry?.kind === 'directory';
  }

  /** Paths in a real directory, in byte order; none where there is no such directory. */
  pathsIn(directory: string): readonly string[] {
    const wrong = this.firstThatIsNone(directory);
    if (wrong !== undefined) {
      this.fail(wrong.path, whyNone(wrong.entry));
      return [];
    }
    return (this.tree.listings.get(directory) ?? []).map((name) => join(directory, name));
  }

  /** What on the way to a directory is not a directory, at which bootc stops. */
  private firstThatIsNone(directory: string): { readonly path: string; readonly entry: TreeEntry } | undefined {
    const names = directory.split('/');
    for (const depth of names.keys()) {
      const path = names.slice(0, depth + 1).join('/');
      const entry = this.tree.entries.get(path);
      if (entry === undefined) return undefined;
      if (entry.kind !== 'directory') return { path, entry };
    }
    return undefined;
  }

  private read(file: string, images: BootFile[]): void {
    const entry = this.tree.entries.get(file);
    if (entry?.kind !== 'file') {
      this.fail(file, entry === undefined ? 'it was not read' : whyNoFile(entry));
      return;
    }
    if (this.commandLines > mostCommandLines) {
      this.fail(file, `more than ${mostCommandLines} characters of command lines were read before`);
      return;
    }
    const image = caughtFault(() => bootImage((offset, length) => readAt(entry, offset, length), entry.size));
    if (image instanceof Fault) {
      this.fail(file, image.message);
      return;
    }
    for (const { installed, passed } of image.commandLines) this.commandLines += lengthOf(installed) + lengthOf(passed);
    images.push({ file, size: entry.size, ...image });
  }

  private fail(file: string, why: string): void {
    if (this.failed.has(file)) return;
    this.failed.add(file);
    this.found.unreadable.push({ file, why });
  }
}

function lengthOf(reading: SectionText): number {
  return reading.kind === 'text' ? reading.text.length : 0;
}

const imagesBelow = (directory: string): string => fatPath(`${directory}/Linux`);

const isExtra = (path: string): boolean => hasEnding(path, extraEnding);

function whyNone(entry: TreeEntry): string {
  if (entry.kind === 'withheld') return entry.fault.message;
  return entry.kind === 'link' ? 'it is a link, and bootc follows no link to a directory' : 'it is not a directory';
}

function whyNoFile(entry: TreeEntry): string {
  if (entry.kind === 'withheld') return entry.fault.message;
  return entry.kind === 'link'
    ? 'it is a link: bootc stops with an error there'
    : 'it is not a regular file: bootc stops with an error there';
}
