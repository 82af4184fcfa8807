import { defined } from '@bootwright/core';
import { sortedRecord } from '../encoding/sorted-record.ts';
import type { LibrepoSource } from '../sources/librepo.ts';

/** An RPM package that a depsolver chose. */
export interface ResolvedPackage {
  readonly name: string;
  readonly epoch: number;
  readonly version: string;
  readonly release: string;
  readonly architecture: string;
  /** Such as `sha256:…`. */
  readonly checksum: string;
  /** Below the address of its repository. */
  readonly path: string;
  /** The id of its repository. */
  readonly repository: string;
  /** Whether the stage that installs it checks its signature. */
  readonly isChecked: boolean;
}

/** Where packages come from. */
export interface PackageRepository {
  readonly id: string;
  readonly url: string;
  readonly type: 'baseurl' | 'metalink' | 'mirrorlist';
  /** Public keys that sign its packages. */
  readonly keys: readonly string[];
  readonly isInsecure: boolean;
  /** What osbuild authenticates with: the name of a provider, never a secret. */
  readonly secrets?: 'org.osbuild.rhsm' | 'org.osbuild.mtls';
}

/** What a depsolver found for a package set, and whatever those packages need. */
export interface ResolvedPackages {
  /** In the order in which they are written. */
  readonly packages: readonly ResolvedPackage[];
  readonly repositories: readonly PackageRepository[];
}

/** `version-release.architecture`, by which the kernel's files are named. */
export function packageVersion({ epoch, version, release, architecture }: ResolvedPackage): string {
  return `${epoch === 0 ? '' : `${epoch}:`}${version}-${release}.${architecture}`;
}

/** The source of packages by checksum, each with the mirror that has it. */
export function librepoSource(resolved: readonly ResolvedPackages[]): LibrepoSource {
  const items = resolved.flatMap(({ packages }) =>
    packages.map(({ checksum, path, repository }) => [checksum, { path, mirror: repository }] as const),
  );
  const used = new Set(items.map(([, { mirror }]) => mirror));
  const mirrors = resolved.flatMap(({ repositories }) =>
    repositories
      .filter(({ id }) => used.has(id))
      .map(({ id, url, type, isInsecure, secrets }) => {
        const mirror = {
          url,
          type,
          ...(isInsecure ? { insecure: true } : {}),
          ...defined({ secrets: secrets && { name: secrets } }),
        };
        return [id, mirror] as const;
      }),
  );
  return { items: sortedRecord(items), options: { mirrors: sortedRecord(mirrors) } };
}
