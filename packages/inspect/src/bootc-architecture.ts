import type { Architecture } from '@bootwright/core';
import { Fault } from '@bootwright/core';

/** Architectures as bootc compares them: Rust's `std::env::consts::ARCH`. */
const rustNames: Readonly<Record<Architecture, string>> = {
  x86_64: 'x86_64',
  aarch64: 'aarch64',
  ppc64le: 'powerpc64',
  s390x: 's390x',
  riscv64: 'riscv64',
};

/**
 * Whether a `match-architectures` list means this container. Fault: `inspect/architecture` where the container's
 * architecture is not known, for then nobody can tell.
 */
export function matchesArchitecture(architecture: Architecture | undefined, file: string) {
  return (names: readonly string[]): boolean => {
    if (architecture !== undefined) return names.includes(rustNames[architecture]);
    throw new Fault('inspect/architecture', `/${file} depends on the architecture, and the container's is not known`, {
      at: { document: 'container', file },
      hint: 'say which architecture the container is made for',
    });
  };
}
