/** The rungs of the ladder, from the bottom up: each needs more of the machine than the one before. */
export const rungs = {
  inspect: "containers are inspected by reading and by asking, in Docker's engine",
  registry: 'containers are inspected in a registry, which runs in a container',
  disks: 'disks laid out by our manifests boot, or it is said why they do not',
  validate: 'osbuild takes our manifests for valid',
  'build-unsealed': 'osbuild builds a disk of an unsealed container',
  'build-sealed': 'osbuild builds a disk of a sealed container',
  'boot-unsealed': 'the disk built of an unsealed container boots',
  'boot-sealed': 'the disk built of a sealed container boots',
  'boot-secure': 'the disk built of a sealed container boots with Secure Boot',
} as const satisfies Readonly<Record<string, string>>;

export type RungName = keyof typeof rungs;

export const rungNames: readonly RungName[] = Object.keys(rungs).filter(isRungName);

export function isRungName(name: string): name is RungName {
  return Object.hasOwn(rungs, name);
}

/** What a probe finds: what the rung then works with, or why it cannot run here and what would mend that. */
export type Readiness<Means> =
  | { readonly kind: 'ready'; readonly means: Means }
  | { readonly kind: 'not-ready'; readonly because: string; readonly cure: string };

export function ready<Means>(means: Means): Readiness<Means> {
  return { kind: 'ready', means };
}

export function notReady(because: string, cure: string): Readiness<never> {
  return { kind: 'not-ready', because, cure };
}
