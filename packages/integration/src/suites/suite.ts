/** The suites, in their order: each needs more of the host than the one before. */
export const suites = {
  inspect: "containers in Docker's engine are inspected by reading and by running their programs",
  registry: 'containers are inspected in a registry that runs in a container',
  disks: 'disks laid out by our manifests boot, or are diagnosed',
  deployment: 'a sealed disk with a composefs root has its customizations, and measures what was predicted',
  media: 'an ISO of our manifest and a network boot start, or are diagnosed',
  validate: 'osbuild accepts our manifests',
  'build-unsealed': 'osbuild builds a disk of an unsealed container',
  'build-sealed': 'osbuild builds a disk of a sealed container',
  'build-iso': 'osbuild builds an ISO of an unsealed container',
  'boot-unsealed': 'the disk of an unsealed container boots',
  'boot-sealed': 'the disk of a sealed container boots',
  'boot-secure': 'the disk of a sealed container boots with Secure Boot',
  'boot-iso': 'the ISO of an unsealed container starts its kernel',
} as const satisfies Readonly<Record<string, string>>;

export type SuiteName = keyof typeof suites;

export const suiteNames: readonly SuiteName[] = Object.keys(suites).filter(isSuiteName);

export function isSuiteName(name: string): name is SuiteName {
  return Object.hasOwn(suites, name);
}

/** The result of a probe: the capability that a suite needs, or why it cannot run on this host and the fix. */
export type Readiness<Capability> =
  | { readonly kind: 'ready'; readonly capability: Capability }
  | { readonly kind: 'not-ready'; readonly because: string; readonly cure: string };

export function ready<Capability>(capability: Capability): Readiness<Capability> {
  return { kind: 'ready', capability };
}

export function notReady(because: string, cure: string): Readiness<never> {
  return { kind: 'not-ready', because, cure };
}
