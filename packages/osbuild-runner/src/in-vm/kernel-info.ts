/** A kernel with its modules. */
export interface KernelInfo {
  readonly image: string;
  /** Its version, also the name of the folder of its modules. */
  readonly version: string;
  /** The folder `lib/modules/VERSION`. */
  readonly modules: string;
}

/**
 * Places of a kernel's modules by the path of the kernel: `/lib/modules/VERSION` for `/boot/vmlinuz-VERSION`, and the same
 * folder for `…/modules/VERSION/vmlinuz`. The best first; empty where the path contains no version.
 */
export function kernelPlaces(image: string): readonly KernelInfo[] {
  const adjacent = /^(.*\/modules\/([^/]+))\/vmlinuz$/.exec(image);
  if (adjacent !== null) return [{ image, version: adjacent[2] ?? '', modules: adjacent[1] ?? '' }];
  const named = /^(.*?)(?:\/boot)?\/(?:vmlinuz|Image|kernel)-([^/]+)$/.exec(image);
  if (named === null) return [];
  const version = named[2] ?? '';
  return ['lib', 'usr/lib'].map((folder) => ({ image, version, modules: `${named[1]}/${folder}/modules/${version}` }));
}

/** Sorts versions by their numbers, the newest first. */
export function newestFirst(versions: readonly string[]): readonly string[] {
  return versions.toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }));
}
