import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageApi } from './package-api.ts';

/** A published package, and the files of what it exports. */
export interface ListedPackage extends Omit<PackageApi, 'entries'> {
  readonly entries: readonly { readonly specifier: string; readonly file: string }[];
}

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, string | { readonly '@bootwright/source'?: string }>>;
}

/** Every published package, in the order of names. */
export function listPackages(repository: string): readonly ListedPackage[] {
  const folder = join(repository, 'packages');
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'package.json')))
    .sort()
    .flatMap((name) => published(join(folder, name), name));
}

/** Packages without what they export, which takes TypeDoc a minute to read. */
export function withoutExports(packages: readonly ListedPackage[]): readonly PackageApi[] {
  return packages.map((one) => ({
    ...one,
    entries: one.entries.map(({ specifier }) => ({ specifier, exported: [] })),
  }));
}

function published(folder: string, name: string): readonly ListedPackage[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  if (manifest.private === true) return [];
  const entries = Object.entries(manifest.exports).flatMap(([path, target]) => {
    const source = typeof target === 'string' ? undefined : target['@bootwright/source'];
    // The entry of each stage is that of the schemas, one at a time.
    if (source === undefined || path.includes('*')) return [];
    return [{ specifier: `${manifest.name}${path.slice(1)}`, file: join('packages', name, source) }];
  });
  return [
    { name, description: manifest.description, readme: readFileSync(join(folder, 'README.md'), 'utf8'), entries },
  ];
}
