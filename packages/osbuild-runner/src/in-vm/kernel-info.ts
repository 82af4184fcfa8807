/** A kernel that a machine can start, with its modules. */
export interface KernelInfo {
  readonly image: string;
  /** Its version, which names the folder of its modules. */
  readonly version: string;
  /** The folder `lib/modules/VERSION`. */
  readonly modules: string;
}

/**
 * Where the modules of a kernel are, by where the kernel is: `/boot/vmlinuz-VERSION` has them in `/lib/modules/VERSION`, and
 * `…/modules/VERSION/vmlinuz` beside it. The best first; empty where the name says no version.
 */
export function kernelPlaces(image: string): readonly KernelInfo[] {
  const beside = /^(.*\/modules\/([^/]+))\/vmlinuz$/.exec(image);
  if (beside !== null) return [{ image, version: beside[2] ?? '', modules: beside[1] ?? '' }];
  const named = /^(.*?)(?:\/boot)?\/(?:vmlinuz|Image|kernel)-([^/]+)$/.exec(image);
  if (named === null) return [];
  const version = named[2] ?? '';
  return ['lib', 'usr/lib'].map((folder) => ({ image, version, modules: `${named[1]}/${folder}/modules/${version}` }));
}

/** Versions with their numbers in order, the newest first. */
export function newestFirst(versions: readonly string[]): readonly string[] {
  return versions.toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }));
}
