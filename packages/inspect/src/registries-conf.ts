import { Fault } from '@bootwright/core';
import { parse, TomlError } from 'smol-toml';
import type { RegistryName } from './registry-name.ts';

/** What registries.conf(5) says of the names that begin so. */
export interface RegistryEntry {
  /** A registry, with a path or without, or `*.example.com` for the hosts below. */
  readonly prefix: string;
  /** What stands in place of the prefix; absent where the name itself is asked for. */
  readonly location?: string;
  readonly insecure: boolean;
  readonly blocked: boolean;
  readonly mirrors: readonly RegistryMirror[];
}

export interface RegistryMirror {
  readonly location: string;
  readonly insecure: boolean;
  readonly pulls: 'all' | 'digest-only' | 'tag-only';
}

/** Where to ask for an image. */
export interface ImageSource {
  readonly name: RegistryName;
  /** Whether plain HTTP and any certificate are well. */
  readonly insecure: boolean;
}

export interface ImageSources {
  /** To be asked first, in order. */
  readonly mirrors: readonly ImageSource[];
  readonly own: ImageSource;
}

/**
 * The entries of one registries.conf, version 2; what concerns short names is left aside, since a registry's image is
 * always named whole here. Faults: `registry/registries-conf`.
 */
export function parseRegistriesConf(text: string, file: string): readonly RegistryEntry[] {
  let document: Readonly<Record<string, unknown>>;
  try {
    document = parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    throw confFault(file, 'it is no valid TOML', { line: cause.line, column: cause.column });
  }
  return tables(document.registry, file, 'registry').map((table): RegistryEntry => {
    const location = textIn(table, 'location', file);
    const prefix = textIn(table, 'prefix', file) ?? location;
    if (prefix === undefined) throw confFault(file, 'a [[registry]] has neither "prefix" nor "location"');
    const onlyByDigest = flagIn(table, 'mirror-by-digest-only', file);
    return {
      prefix,
      ...(location === undefined ? {} : { location }),
      insecure: flagIn(table, 'insecure', file),
      blocked: flagIn(table, 'blocked', file),
      mirrors: tables(table.mirror, file, 'registry.mirror').map((mirror) => mirrorIn(mirror, file, onlyByDigest)),
    };
  });
}

function mirrorIn(table: Table, file: string, onlyByDigest: boolean): RegistryMirror {
  const location = textIn(table, 'location', file);
  if (location === undefined) throw confFault(file, 'a [[registry.mirror]] has no "location"');
  const pulls = textIn(table, 'pull-from-mirror', file) ?? (onlyByDigest ? 'digest-only' : 'all');
  if (pulls !== 'all' && pulls !== 'digest-only' && pulls !== 'tag-only')
    throw confFault(file, `"pull-from-mirror" is ${JSON.stringify(pulls)}, and none of all, digest-only, tag-only`);
  return { location, insecure: flagIn(table, 'insecure', file), pulls };
}

/**
 * Where to ask for an image: the mirrors of the entry with the longest prefix, then the registry itself.
 * `parseName` makes a name of text. Faults: `registry/blocked`, and those of `parseName` for a location that is none.
 */
export function imageSources(
  name: RegistryName,
  entries: readonly RegistryEntry[],
  parseName: (text: string) => RegistryName,
): ImageSources {
  const path = `${name.registry}/${name.repository}`;
  const entry = entries
    .filter(({ prefix }) => matchedLength(path, prefix) > 0)
    .sort((a, b) => matchedLength(path, b.prefix) - matchedLength(path, a.prefix))[0];
  if (entry === undefined) return { mirrors: [], own: { name, insecure: false } };
  if (entry.blocked) {
    throw new Fault('registry/blocked', `registries.conf blocks ${entry.prefix}, and with it ${path}`, {
      hint: 'take "blocked" from its [[registry]], or name another image',
    });
  }
  const moved = (location: string): RegistryName => {
    const { registry, repository } = parseName(`${location}${path.slice(matchedLength(path, entry.prefix))}`);
    return { ...name, registry, repository };
  };
  const wanted = name.digest === undefined ? 'tag-only' : 'digest-only';
  const mirrors = entry.mirrors.filter(({ pulls }) => pulls === 'all' || pulls === wanted);
  const isMoved = entry.location !== undefined && !entry.prefix.startsWith('*.');
  return {
    mirrors: mirrors.map(({ location, insecure }) => ({ name: moved(location), insecure })),
    own: { name: isMoved ? moved(entry.location) : name, insecure: entry.insecure },
  };
}

/**
 * How much of a path the prefix covers (containers-registries.conf(5)): it ends where a step does, or before a port.
 * Hosts are the same in capitals.
 */
function matchedLength(path: string, prefix: string): number {
  if (prefix.startsWith('*.')) {
    const host = path.slice(0, path.indexOf('/'));
    return host.replace(/:\d+$/, '').endsWith(prefix.slice(1).toLowerCase()) ? host.length : 0;
  }
  const slash = prefix.indexOf('/');
  const wanted = slash < 0 ? prefix.toLowerCase() : prefix.slice(0, slash).toLowerCase() + prefix.slice(slash);
  const isWhole = path === wanted || ['/', ':'].some((end) => path.startsWith(wanted + end));
  return isWhole ? prefix.length : 0;
}

type Table = Readonly<Record<string, unknown>>;

function tables(value: unknown, file: string, key: string): readonly Table[] {
  if (value === undefined) return [];
  const isTable = (item: unknown): item is Table => typeof item === 'object' && item !== null && !Array.isArray(item);
  if (Array.isArray(value) && value.every(isTable)) return value;
  throw confFault(file, `"${key}" is no list of tables; version 1 of the format is not read`);
}

function textIn(table: Table, key: string, file: string): string | undefined {
  const value = table[key];
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value.replace(/\/+$/, '');
  throw confFault(file, `"${key}" is no text`);
}

function flagIn(table: Table, key: string, file: string): boolean {
  const value = table[key] ?? false;
  if (typeof value === 'boolean') return value;
  throw confFault(file, `"${key}" is neither true nor false`);
}

function confFault(file: string, why: string, place: { readonly line?: number; readonly column?: number } = {}): Fault {
  return new Fault('registry/registries-conf', `${file} cannot be used: ${why}`, {
    at: { document: 'registries.conf', file, ...place },
    hint: 'mend the file, see containers-registries.conf(5), or name another in CONTAINERS_REGISTRIES_CONF',
  });
}
