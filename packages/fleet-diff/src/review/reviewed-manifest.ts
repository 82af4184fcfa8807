import { base64Text, isObject, type JsonObject, listOf, objectOf, textOf } from '@bootwright/core';
import { type PackageSource, referencesOf, type SourceNames, sourceNames } from '../names/source-names.ts';

/** A package that a stage installs. */
export interface InstalledPackage extends PackageSource {
  /** Of the reference, such as whether its signature is checked. */
  readonly options?: unknown;
}

/** A manifest as reviewers read it: packages apart, and names in the place of digests. */
export interface ReviewedManifest {
  /** The manifest without its packages, in which names stand for the ids of sources. */
  readonly document: unknown;
  /** By pipeline and stage that install them; in their order. */
  readonly packages: ReadonlyMap<string, readonly InstalledPackage[]>;
}

/** Where packages are that no stage installs. */
export const unusedPackages = 'sources';

/** Takes the packages out of a manifest, and puts names in the place of digests. */
export function reviewedManifest(manifest: unknown): ReviewedManifest {
  if (!isObject(manifest)) return { document: manifest, packages: new Map() };
  const names = sourceNames(manifest);
  const packages = new Map<string, InstalledPackage[]>();
  const used = new Set<string>();
  const pipelines = listOf(manifest.pipelines).map((pipeline) => {
    const stages = listOf(objectOf(pipeline).stages).map((stage) => {
      const found = withoutPackages(stage, names, used);
      if (found.packages.length === 0) return stage;
      const place = `${textOf(objectOf(pipeline).name) ?? ''} › ${shortType(textOf(objectOf(stage).type) ?? '')}`;
      const known = packages.get(place);
      if (known === undefined) packages.set(place, found.packages);
      else for (const one of found.packages) known.push(one);
      return found.stage;
    });
    return isObject(pipeline) && Array.isArray(pipeline.stages) ? { ...pipeline, stages } : pipeline;
  });
  const unused = [...names.packages].filter(([id]) => !used.has(id)).map(([, one]) => one);
  if (unused.length > 0) packages.set(unusedPackages, unused);
  const plain = {
    ...manifest,
    ...(Array.isArray(manifest.pipelines) ? { pipelines } : {}),
    ...(isObject(manifest.sources) ? { sources: withoutPackageItems(manifest.sources, names) } : {}),
  };
  return { document: named(plain, names, deviceNames(pipelines)), packages };
}

export function shortType(type: string): string {
  return type.replace(/^org\.osbuild\./, '');
}

function withoutPackages(
  stage: unknown,
  { packages }: SourceNames,
  used: Set<string>,
): { readonly stage: unknown; readonly packages: InstalledPackage[] } {
  const found: InstalledPackage[] = [];
  if (!isObject(stage) || !isObject(stage.inputs)) return { stage, packages: found };
  const inputs = Object.entries(stage.inputs).map(([name, input]) => {
    const { references, origin } = objectOf(input);
    if (origin !== 'org.osbuild.source' || !isObject(input)) return [name, input] as const;
    const before = found.length;
    for (const [id, reference] of referencesOf(references)) {
      const source = packages.get(id);
      if (source === undefined) continue;
      used.add(id);
      const options = objectOf(reference).options ?? (isObject(references) ? reference : undefined);
      found.push(options === undefined || isEmptyObject(options) ? source : { ...source, options });
    }
    return found.length === before
      ? ([name, input] as const)
      : ([name, { ...input, references: rest(references, packages) }] as const);
  });
  return { stage: found.length === 0 ? stage : { ...stage, inputs: Object.fromEntries(inputs) }, packages: found };
}

const isEmptyObject = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 0;

/** The references that are not packages, in the form of all. */
function rest(references: unknown, packages: SourceNames['packages']): unknown {
  if (isObject(references)) return Object.fromEntries(Object.entries(references).filter(([id]) => !packages.has(id)));
  return listOf(references).filter((one) => !packages.has(textOf(one) ?? textOf(objectOf(one).id) ?? ''));
}

/** A source that has packages alone stays, without items: whether it came or went is a change of its own. */
function withoutPackageItems(sources: JsonObject, { packages }: SourceNames): JsonObject {
  const entries = Object.entries(sources).map(([type, source]) => {
    if (!isObject(source) || !isObject(source.items)) return [type, source] as const;
    const items = Object.entries(source.items).filter(([id]) => !packages.has(id));
    return [type, { ...source, items: Object.fromEntries(items.map(([id, item]) => [id, readable(item)])) }] as const;
  });
  return Object.fromEntries(entries);
}

/** Characters of base64 that are worth decoding for a reader. */
const longestContent = 65_536;

/** An inline file with its text, where it is one. */
function readable(item: unknown): unknown {
  const { encoding, data } = objectOf(item);
  if (encoding !== 'base64' || typeof data !== 'string' || data.length > longestContent) return item;
  const content = base64Text(data);
  return content === undefined ? item : { content };
}

const digest = /(?:sha256:)?[0-9a-f]{64}/g;
/** Longer texts are file contents and keys, in which no id is looked for. */
const longestText = 4_096;
/** Deeper values stay as they are. */
const deepest = 64;

/** The value with names for ids, in keys and texts; parts without any are shared. */
function named(value: unknown, names: SourceNames, devices: ReadonlyMap<string, string>): unknown {
  const known = new Map<string, string>();
  for (const [id, name] of names.others) known.set(id.replace(/^sha256:/, ''), name);
  for (const [id, { name, version, architecture }] of names.packages) {
    known.set(id.replace(/^sha256:/, ''), `${name}-${version}.${architecture}`);
  }
  const text = (one: string): string =>
    one.length < 64 || one.length > longestText
      ? (devices.get(one) ?? one)
      : one.replace(digest, (id) => known.get(id.replace('sha256:', '')) ?? id);
  const visit = (one: unknown, depth: number): unknown => {
    if (typeof one === 'string') return text(one);
    if (depth > deepest) return one;
    if (Array.isArray(one)) {
      let copy: unknown[] | undefined;
      one.forEach((item, index) => {
        const next = visit(item, depth + 1);
        if (next === item) return;
        copy ??= [...one];
        copy[index] = next;
      });
      return copy ?? one;
    }
    if (!isObject(one)) return one;
    let isChanged = false;
    const entries = Object.entries(one).map(([key, item]) => {
      const [name, next] = [text(key), visit(item, depth + 1)];
      if (name !== key || next !== item) isChanged = true;
      return [name, next] as const;
    });
    return isChanged && new Set(entries.map(([key]) => key)).size === entries.length
      ? Object.fromEntries(entries)
      : one;
  };
  return known.size + devices.size === 0 ? value : visit(value, 0);
}

/**
 * Devices that are called after the beginning of a UUID, as image-builder calls them (`luks-1f2e`): by the rest of their
 * name, so that another UUID does not make another device.
 */
function deviceNames(pipelines: readonly unknown[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const pipeline of pipelines) {
    for (const stage of listOf(objectOf(pipeline).stages)) {
      for (const key of Object.keys(objectOf(objectOf(stage).devices))) {
        const [, plain] = /^([a-z0-9]+)-[0-9a-f]{4}$/.exec(key) ?? [];
        if (plain !== undefined) names.set(key, `${plain}-*`);
      }
    }
  }
  return names;
}
