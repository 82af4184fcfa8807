import { Fault } from './faults/fault.ts';
import type { Location } from './faults/location.ts';

/** Architectures as osbuild and the kernel name them. */
export type Architecture = 'x86_64' | 'aarch64' | 'ppc64le' | 's390x' | 'riscv64';

export const architectures: readonly Architecture[] = ['x86_64', 'aarch64', 'ppc64le', 's390x', 'riscv64'];

/** Those with UEFI firmware, which starts unified kernel images. */
export const uefiArchitectures: readonly Architecture[] = ['x86_64', 'aarch64', 'riscv64'];

/** Names that OCI images give the same architectures (Go's GOARCH). */
const aliases = new Map<string, Architecture>([
  ['amd64', 'x86_64'],
  ['arm64', 'aarch64'],
]);

/** Other names that Node gives (`process.arch`). */
const nodeNames = new Map<string, Architecture>([
  ['x64', 'x86_64'],
  ['ppc64', 'ppc64le'],
]);

/** The architecture of any accepted name; absent where it is not known here. */
export function knownArchitecture(name: string): Architecture | undefined {
  return architectures.find((architecture) => architecture === name) ?? aliases.get(name);
}

/** The architecture of a machine by Node's name for it; absent where it is not known here. */
export function nodeArchitecture(name: string): Architecture | undefined {
  return nodeNames.get(name) ?? knownArchitecture(name);
}

/** Any accepted name of an architecture; an unknown one is the fault `architecture/unknown`. */
export function parseArchitecture(name: string, at: Location = {}): Architecture {
  const found = knownArchitecture(name);
  if (found !== undefined) return found;
  throw new Fault('architecture/unknown', `unknown architecture ${JSON.stringify(name)}`, {
    at,
    hint: `use one of ${[...architectures, ...aliases.keys()].join(', ')}`,
  });
}

/** Whether a container is for another architecture than the requested one. What is not given is not compared. */
export function isOtherArchitecture(requested: Architecture | undefined, found: Architecture | undefined): boolean {
  return requested !== undefined && found !== undefined && requested !== found;
}
