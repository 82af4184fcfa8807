import { type Bytes, bytes, largest, MiB, objectOf } from '@bootwright/core';
import type { ManifestOutline } from '@bootwright/osbuild-monitor';

/** The minimum and maximum space that a build takes. */
export interface SpaceNeeded {
  readonly least: Bytes;
  readonly most: Bytes;
}

/** Space on a disk for file systems, boot loaders and journals, in addition to the container. */
const overhead = MiB(300);

/**
 * Space in the cache and in the output folder. Disks are sparse files: one takes what is written to it, at least the
 * content of the container (if its size is known), and at most its own size. An ISO has the container compressed, and
 * possibly a second one to install.
 */
export function spaceNeeded(
  { pipelines }: ManifestOutline,
  exported: readonly string[],
  container: Bytes | undefined,
): { readonly cache: SpaceNeeded; readonly output: SpaceNeeded } {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const isIso = stages.some(({ type }) => type === 'org.osbuild.xorrisofs');
  const disk = isIso ? 2 * (container ?? 0) + overhead : diskSize(stages);
  const written = isIso ? overhead : Math.min(disk, (container ?? 0) + overhead);
  const built = pipelines.filter(({ name }) => exported.includes(name) && name !== 'image').length;
  const times = (size: number, count: number) => bytes(Math.min(size * count, Number.MAX_SAFE_INTEGER));
  return {
    // The tree of the build container, the disk, and the disk in each additional format.
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
    .map(({ options }) => Number(objectOf(options).size ?? 0));
  return largest(sizes.filter((size) => Number.isSafeInteger(size)));
}
