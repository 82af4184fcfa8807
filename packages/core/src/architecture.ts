import { Fault } from './faults/fault.ts';
import type { Location } from './faults/location.ts';

/** Architectures as osbuild and the kernel name them. */
export type Architecture = 'x86_64' | 'aarch64' | 'ppc64le' | 's390x' | 'riscv64';

export const architectures: readonly Architecture[] = ['x86_64', 'aarch64', 'ppc64le', 's390x', 'riscv64'];

/** Names that OCI images give the same architectures (Go's GOARCH). */
const aliases = new Map<string, Architecture>([
  ['amd64', 'x86_64'],
  ['arm64', 'aarch64'],
]);

/** Any accepted name of an architecture; an unknown one is the fault `architecture/unknown`. */
export function parseArchitecture(name: string, at: Location = {}): Architecture {
  const found = architectures.find((architecture) => architecture === name) ?? aliases.get(name);
  if (found !== undefined) return found;
  throw new Fault('architecture/unknown', `unknown architecture ${JSON.stringify(name)}`, {
    at,
    hint: `use one of ${[...architectures, ...aliases.keys()].join(', ')}`,
  });
}
