import { type Bytes, bytes, largest, MiB } from '@bootwright/core';
import type { ManifestOutline } from '@bootwright/osbuild-runner';

/** How much room a build takes, at the least and at the most. */
export interface SpaceNeeded {
  readonly least: Bytes;
  readonly most: Bytes;
}

/** What file systems, boot loaders and journals take on a disk beside the container. */
const overhead = MiB(300);

/**
 * Room in the cache and in the folder of the output. Disks are files with holes: one takes what is written to it, at
 * least the container's content (where its size is known), and never more than its size.
 */
export function spaceNeeded(
  { pipelines }: ManifestOutline,
  exported: readonly string[],
  container: Bytes | undefined,
): { readonly cache: SpaceNeeded; readonly output: SpaceNeeded } {
  const disk = diskSize(pipelines.flatMap(({ stages }) => stages));
  const written = Math.min(disk, (container ?? 0) + overhead);
  const built = pipelines.filter(({ name }) => exported.includes(name) && name !== 'image').length;
  const times = (size: number, count: number) => bytes(Math.min(size * count, Number.MAX_SAFE_INTEGER));
  return {
    // The tree of the container that builds, the disk, and the disk in each further form.
    cache: {
      least: bytes((container ?? 0) + written),
      most: bytes((container ?? 0) + times(disk, 1 + built)),
    },
    output: { least: times(written, built === 0 ? 1 : 0), most: times(disk, exported.length) },
  };
}

function diskSize(stages: ManifestOutline['pipelines'][number]['stages']): number {
  const sizes = stages
    .filter(({ type }) => type === 'org.osbuild.truncate')
    .map(({ options }) =>
      typeof options === 'object' && options !== null && 'size' in options ? Number(options.size) : 0,
    );
  return largest(sizes.filter((size) => Number.isSafeInteger(size)));
}
