import type { Architecture, Location, Notice } from '@bootwright/core';
import { Fault, memberOf } from '@bootwright/core';

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

/** Other names of these architectures, by which a list never matches. */
const otherNames: Readonly<Record<string, Architecture>> = {
  amd64: 'x86_64',
  x64: 'x86_64',
  'x86-64': 'x86_64',
  arm64: 'aarch64',
  ppc64le: 'ppc64le',
  ppc64el: 'ppc64le',
  powerpc64le: 'ppc64le',
};

/** A notice for each name in a `match-architectures` list by which bootc knows no machine; an empty list matches none. */
export function noticesOfArchitectures(names: readonly string[], at: Location): readonly Notice[] {
  const known = new Set(Object.values(rustNames));
  if (names.length === 0) {
    return [unmatched('match-architectures is empty, so that the file never applies', at, 'remove the key')];
  }
  const strange = [...new Set(names)].filter((name) => !known.has(name)).slice(0, mostNamed);
  return strange.map((name) => {
    const meant = memberOf(otherNames, name);
    const hint =
      meant === undefined ? `use one of ${[...known].join(', ')}` : `write ${JSON.stringify(rustNames[meant])}`;
    const shown = JSON.stringify(name.slice(0, 60));
    return unmatched(`match-architectures never matches ${shown}: bootc compares with Rust's names`, at, hint);
  });
}

const mostNamed = 10;

function unmatched(message: string, at: Location, hint: string): Notice {
  return { code: 'inspect/match-architectures', message, at, hint };
}
