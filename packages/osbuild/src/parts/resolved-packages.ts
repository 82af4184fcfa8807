import { defined, isObject, listOf, quoted } from '@bootwright/core';
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

/** Fedora has some 70,000 packages. */
const mostPackages = 200_000;
const mostKeyCharacters = 1024 * 1024;

const word = /^[\w.+~^:%@-]{1,255}$/;
const packageRules: Readonly<Record<string, RegExp>> = {
  name: /^[!-~]{1,255}$/,
  version: word,
  release: word,
  architecture: word,
  checksum: /^(?:sha1:[\da-f]{40}|sha256:[\da-f]{64}|sha384:[\da-f]{96}|sha512:[\da-f]{128})$/,
  // Without steps out of the repository.
  path: /^(?!\/)(?!(?:[^/]*\/)*\.\.(?:\/|$))[!-~]{1,1024}$/,
};
const repositoryRules: Readonly<Record<string, RegExp>> = {
  id: /^[!-~]{1,255}$/,
  type: /^(?:baseurl|metalink|mirrorlist)$/,
  // Without a login.
  url: /^(?:https?|file):\/\/(?![^/]*@)[!-~]{1,2048}$/,
};

/**
 * What is wrong with packages that a depsolver or a caller gave, as a clause; absent where nothing is. They come from
 * repositories and from other programs: names, paths, checksums and addresses are checked, whatever their types.
 */
export function packagesProblem({ packages, repositories }: ResolvedPackages): string | undefined {
  const all = listOf(packages);
  if (all.length === 0) return 'it has no packages';
  if (all.length > mostPackages) return `it has more than ${mostPackages} packages`;
  const sources = listOf(repositories);
  const known = new Set(sources.map((source) => (isObject(source) ? source.id : undefined)));
  for (const source of sources) {
    const why = brokenRule(source, repositoryRules) ?? problemOfKeys(source);
    if (why !== undefined) return `a repository has no valid ${why}`;
  }
  for (const one of all) {
    const why = brokenRule(one, packageRules) ?? problemOfPackage(one, known);
    if (why !== undefined) return `a package has no valid ${why}`;
  }
  return undefined;
}

function brokenRule(value: unknown, rules: Readonly<Record<string, RegExp>>): string | undefined {
  const given = isObject(value) ? value : {};
  const key = Object.keys(rules).find((name) => {
    const text = given[name];
    return typeof text !== 'string' || rules[name]?.test(text) !== true;
  });
  return key === undefined ? undefined : `${key}: ${shown(given[key])}`;
}

function problemOfPackage(value: unknown, known: ReadonlySet<unknown>): string | undefined {
  const { epoch, repository, isChecked } = isObject(value) ? value : {};
  if (typeof epoch !== 'number' || !Number.isSafeInteger(epoch) || epoch < 0) return `epoch: ${shown(epoch)}`;
  if (!known.has(repository)) return `repository: ${shown(repository)}`;
  return typeof isChecked === 'boolean' ? undefined : `isChecked: ${shown(isChecked)}`;
}

function problemOfKeys(value: unknown): string | undefined {
  const { keys, isInsecure, secrets } = isObject(value) ? value : {};
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string')) return `keys: ${shown(keys)}`;
  if (keys.join('').length > mostKeyCharacters) return `keys: more than ${mostKeyCharacters} characters`;
  if (typeof isInsecure !== 'boolean') return `isInsecure: ${shown(isInsecure)}`;
  const isSecret = secrets === undefined || secrets === 'org.osbuild.rhsm' || secrets === 'org.osbuild.mtls';
  return isSecret ? undefined : `secrets: ${shown(secrets)}`;
}

const shown = (value: unknown): string => (typeof value === 'string' ? quoted(value) : typeof value);

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
