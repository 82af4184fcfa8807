import { type Directory, noStat } from '@bootwright/composefs';
import { readLayers } from '@bootwright/container-image';
import type { Tree } from '@bootwright/file-tree';
import { select } from '@bootwright/file-tree';
import { bootSelections } from '@bootwright/uki';
import { type Packing, plain } from '../../archive/testing/packings.ts';
import { type WrittenEntry, writeTar } from '../../archive/testing/tar.ts';
import { directory } from '../../composefs/testing/bootc-root.ts';
import { sha256 } from '../../container-image/testing/image.ts';
import { stored } from '../../container-image/testing/read-blobs.ts';
import { memoryScratch } from '../../file-tree/testing/memory-scratch.ts';
import { peFile, type WrittenSection } from '../../uki/testing/portable-executable.ts';
import { type BootFiles, findBootFiles } from '../src/boot-files/boot-files.ts';
import { composefsReading } from '../src/source/composefs-reading.ts';
import { checkSeals, type SealCheck } from '../src/verdict/check-seals.ts';

/** What bootc 1.16.9 computes of `smallestRoot`, and what bootc before 1.16.4 did. */
export const smallestDigest =
  'd9223d5ee30eee88de60d5844a202e261f2b2b1c0a3b0a00f1c02eae90ed6214f7cc9b1181ec241c279bd5e0fe4d11d3f6b7b1e5c7481b8336af624ca21f985f';
export const formerDigest =
  '5929982659bab2fca09fa7a3ea10df2f78b22900e9600a8fe497e496aa7bab52f920b1464632b4121fd28ba6b53078764c42212a45748213b66e4101a8efa27b';

/** Files with a directory before each that needs one; the directories are those of `directory`. */
export function withDirectories(files: Readonly<Record<string, string | Uint8Array>>): readonly WrittenEntry[] {
  const names = Object.keys(files).flatMap((path) =>
    path.split('/').map((_, depth, steps) => steps.slice(0, depth).join('/')),
  );
  const above = [...new Set(names)].filter((name) => name !== '').sort();
  return [
    ...above.flatMap((name) => directory(name)),
    ...Object.entries(files).map(([name, content]) => ({ name, content })),
  ];
}

export const osrel: WrittenSection = { name: '.osrel', content: 'ID=acme\n' };
export const kernel: WrittenSection = { name: '.linux', content: 'kernel' };
export const initrd: WrittenSection = { name: '.initrd', content: 'initramfs' };

/** The bytes of an addon with a command line, and other sections after it. */
export function addonImage(commandLine: string, ...more: readonly WrittenSection[]): Uint8Array {
  return peFile([{ name: '.cmdline', content: commandLine }, ...more]);
}

/** A root with nothing in it. */
export const emptyRoot: Directory = { stat: noStat, entries: new Map() };

/** Where nothing boots. */
export const noBootFiles: BootFiles = {
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

/** The bytes of a unified kernel image with a command line, and other sections after it. */
export function kernelImage(commandLine: string | Uint8Array, more: readonly WrittenSection[] = []): Uint8Array {
  return peFile([osrel, kernel, initrd, { name: '.cmdline', content: commandLine }, ...more]);
}

export interface WrittenImage {
  /** From the lowest up: entries, or the bytes of the tar archive. */
  readonly layers: readonly (readonly WrittenEntry[] | Uint8Array)[];
  /** What the configuration says; by default the truth. */
  readonly diffIds?: readonly string[];
  /** Media type of the layers, by default none. */
  readonly layerType?: string;
  /** How each tar archive is stored. */
  readonly packing?: Packing;
}

/** Verifies an image, and gives the picture of it that inspection reads. */
export async function verified({
  layers,
  diffIds,
  layerType,
  packing = plain,
}: WrittenImage): Promise<SealCheck & { readonly tree: Tree }> {
  const tars = layers.map((layer) => (layer instanceof Uint8Array ? layer : writeTar(layer)));
  const { store, layers: plainLayers } = stored(...tars.map((tar) => packing(Buffer.from(tar))));
  const described = plainLayers.map((layer) => ({
    ...layer,
    blob: { ...layer.blob, ...(layerType === undefined ? {} : { mediaType: layerType }) },
  }));
  const config = { labels: new Map(), diffIds: diffIds ?? tars.map(sha256) };
  const { reader, root } = composefsReading();
  const { tree } = await readLayers(store, described, {
    scratch: memoryScratch(),
    files: [...select('text', ['usr/lib/os-release', 'run/bootc/install/*.toml']), ...bootSelections, ...reader.files],
    readRoot: () => reader.read(store, { name: 'x', imageId: 'x', layers: described, config }, {}),
  });
  const composefs = root();
  if (composefs === undefined) throw new Error('the layers were not read for composefs');
  return { ...(await checkSeals(composefs, findBootFiles(tree))), tree };
}
