import { isObject, listOf, objectOf, textOf } from '@bootwright/core';
import { type PackageName, packageName } from './rpm-name.ts';

/** An RPM that a manifest can install, and where it is downloaded. */
export interface PackageSource extends PackageName {
  /** Type of the source without `org.osbuild.`, such as `curl`. */
  readonly kind: string;
  /** What the download URL begins with: up to the directory of packages. */
  readonly repository: string;
}

/** What the ids in a manifest's sources stand for. */
export interface SourceNames {
  readonly packages: ReadonlyMap<string, PackageSource>;
  /** Containers by name, files by the path they are copied to, commits by ref; unique in the manifest. */
  readonly others: ReadonlyMap<string, string>;
}

/** More letters are not a name. */
const longestName = 512;

/** Names for the ids in the sources of a manifest, from URLs and paths, container names, and the stages that use them. */
export function sourceNames(manifest: unknown): SourceNames {
  const packages = new Map<string, PackageSource>();
  const names = new Map<string, string>();
  const taken = new Map<string, number>();
  const repositories = new Map<string, string>();
  const repositoryOf = (url: string): string => {
    const folder = url.slice(0, url.lastIndexOf('/'));
    let found = repositories.get(folder);
    if (found === undefined) {
      found = plainUrl(folder.replace(packagesFolder, ''));
      repositories.set(folder, found);
    }
    return found;
  };
  const nameIt = (id: string, name: string | undefined): void => {
    if (name === undefined || name === '' || name.length > longestName || names.has(id)) return;
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    names.set(id, count === 1 ? name : `${name} #${count}`);
  };
  const { uses, installed } = usesOf(manifest);
  for (const [type, source] of Object.entries(objectOf(objectOf(manifest).sources))) {
    const kind = type.replace(/^org\.osbuild\./, '');
    const mirrors = objectOf(objectOf(objectOf(source).options).mirrors);
    for (const [id, mirror] of Object.entries(mirrors)) nameIt(id, textOf(objectOf(mirror).url));
    for (const [id, item] of Object.entries(objectOf(objectOf(source).items))) {
      const url = textOf(item) ?? textOf(objectOf(item).url);
      const path = textOf(objectOf(item).path);
      const location = url ?? path ?? '';
      const found = packageName(location) ?? (installed.has(id) ? unparsedPackage(location) : undefined);
      if (found !== undefined) {
        const mirror = textOf(objectOf(mirrors[textOf(objectOf(item).mirror) ?? '']).url) ?? '';
        packages.set(id, { ...found, kind, repository: url === undefined ? plainUrl(mirror) : repositoryOf(url) });
        continue;
      }
      const image = textOf(objectOf(objectOf(item).image).name);
      nameIt(id, (kind.endsWith('-index') && image !== undefined ? `index of ${image}` : image) ?? uses.get(id) ?? url);
    }
  }
  for (const [id, name] of uses) if (!packages.has(id)) nameIt(id, name);
  return { packages, others: names };
}

/** What a stage installs is a package, whatever its file is called. */
function unparsedPackage(location: string): PackageName | undefined {
  const name = location.slice(location.lastIndexOf('/') + 1);
  return name === '' ? undefined : { name, version: '', architecture: '' };
}

/** Folders of packages that repositories have: below the root, and one for each first letter. */
const packagesFolder = /\/(?:packages|rpms)(?:\/[^/]{1,2})?$/i;

function plainUrl(url: string): string {
  return url.replace(/\/+$/, '');
}

/** Names that the stages give to what they read, by id; and the ids of what they install. */
function usesOf(manifest: unknown): {
  readonly uses: ReadonlyMap<string, string>;
  readonly installed: ReadonlySet<string>;
} {
  const uses = new Map<string, string>();
  const installed = new Set<string>();
  for (const pipeline of listOf(objectOf(manifest).pipelines)) {
    for (const stage of listOf(objectOf(pipeline).stages)) {
      const { type, inputs, options } = objectOf(stage);
      const targets = copyTargets(options);
      for (const [input, value] of Object.entries(objectOf(inputs))) {
        const { references, origin } = objectOf(value);
        if (origin !== 'org.osbuild.source') continue;
        for (const [id, reference] of referencesOf(references)) {
          if (type === 'org.osbuild.rpm') installed.add(id);
          const { name, ref } = { ...objectOf(reference), ...objectOf(objectOf(reference).options) };
          const copied = targets.get(`${input}/${id}`) ?? targets.get(`${input}/`);
          const found = textOf(name) ?? textOf(ref) ?? copied;
          if (found !== undefined && found !== '' && !uses.has(id)) uses.set(id, found);
        }
      }
    }
  }
  return { uses, installed };
}

/** What an input refers to: ids, or objects with an `id`, or an object by id. */
export function referencesOf(references: unknown): readonly (readonly [id: string, reference: unknown])[] {
  if (isObject(references)) return Object.entries(references);
  return listOf(references).flatMap((reference) => {
    const id = textOf(reference) ?? textOf(objectOf(reference).id);
    return id === undefined ? [] : [[id, reference] as const];
  });
}

/** The paths that a copy stage gives to its inputs, by `INPUT/ID`, or by `INPUT/` for all of an input. */
function copyTargets(options: unknown): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  for (const path of listOf(objectOf(options).paths)) {
    const { from, to } = objectOf(path);
    const [, source] = /^input:\/\/(.+)$/s.exec(textOf(from) ?? '') ?? [];
    if (source !== undefined && typeof to === 'string') targets.set(source, to.replace(/^[a-z]+:\/\/\/?/, '/'));
  }
  return targets;
}
