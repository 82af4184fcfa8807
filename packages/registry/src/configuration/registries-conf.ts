import { tomlExcess } from '@bootwright/blueprint';
import { comparableHost, networkForm } from '@bootwright/container-facts';
import { cappedNotices, defined, Fault, type Notice, nearest, positionAt } from '@bootwright/core';
import { parse, TomlError } from 'smol-toml';

/** What registries.conf(5) has for names with a prefix. */
export interface RegistryEntry {
  /** A registry, with or without a path, or `*.example.com` for all hosts below. */
  readonly prefix: string;
  /** Replaces the prefix; absent where the name is requested as it is. */
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

export interface RegistriesConf {
  readonly entries: readonly RegistryEntry[];
  /** Where podman looks for names without a registry; absent where the file has no list. */
  readonly searched?: readonly string[];
  /** Unknown keys, and the format of version 1. */
  readonly notices: readonly Notice[];
}

export interface RegistriesFile {
  readonly file: string;
  /** Files of registries.conf.d must be of version 2. */
  readonly isDropIn?: boolean;
}

const searchKey = 'unqualified-search-registries';
const keysOfFile = [
  ...['registry', 'registries', searchKey, 'credential-helpers', 'short-name-mode', 'aliases'],
  'additional-layer-store-auth-helper',
] as const;
const keysOfRegistry = [
  'prefix',
  'location',
  'insecure',
  'blocked',
  'mirror',
  'mirror-by-digest-only',
  'pull-from-mirror',
] as const;
const keysOfMirror = ['location', 'insecure', 'pull-from-mirror'] as const;
const keysOfVersion1 = ['search', 'insecure', 'block'] as const;
const shortNameModes: readonly unknown[] = ['disabled', 'enforcing', 'permissive', undefined, ''];
const pullModes = ['all', 'digest-only', 'tag-only'] as const;

/**
 * The entries of one registries.conf, version 2 or 1 (containers-registries.conf(5); containers/image, sysregistriesv2).
 * Keys ignore case, as there. Faults: `registry/registries-conf`, for all that those programs reject.
 */
export function parseRegistriesConf(text: string, { file, isDropIn = false }: RegistriesFile): RegistriesConf {
  const reader = new ConfReader(file);
  const root = reader.table(parsed(text, file), 'the file', keysOfFile);
  const version1 = root.has('registries') ? version1Of(root.get('registries'), reader) : undefined;
  const isVersion1 = version1 !== undefined;
  if (isVersion1 && isDropIn) throw confFault(file, 'a drop-in file must be of version 2, without [registries.…]');
  if (isVersion1 && root.size > 1) throw confFault(file, '[registries.…] of version 1 and keys of version 2 are mixed');
  if (!shortNameModes.includes(root.get('short-name-mode')))
    throw confFault(file, 'expected "short-name-mode" to be disabled, enforcing or permissive');
  const entries = version1?.entries ?? registriesOf(root.get('registry'), reader);
  if (isVersion1) reader.notices.push(oldVersion(file));
  checkConflicts(entries, file);
  const searched = version1?.searched ?? reader.texts(root.get(searchKey), searchKey);
  for (const host of searched ?? []) {
    if (networkForm(host.replace(/:[0-9]+$/, '')) === undefined)
      throw confFault(file, `${shown(host)} in "${searchKey}" is not HOST or HOST:PORT`);
  }
  return { entries, ...defined({ searched }), notices: cappedNotices(reader.notices) };
}

function oldVersion(file: string): Notice {
  return {
    code: 'registry/version-1',
    message: `${file} is in the format of version 1, which is deprecated and has no mirrors or other locations`,
    at: { document: 'registries.conf', file },
    hint: 'write it with unqualified-search-registries and [[registry]], see containers-registries.conf(5)',
  };
}

function parsed(text: string, file: string): unknown {
  const excess = tomlExcess(text);
  if (excess !== undefined) throw confFault(file, excess.reason, positionAt(text, excess.offset));
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    throw confFault(file, 'it is not valid TOML', { line: cause.line, column: cause.column });
  }
}

function registriesOf(value: unknown, reader: ConfReader): readonly RegistryEntry[] {
  return reader.tables(value, '[[registry]]', keysOfRegistry).map((table): RegistryEntry => {
    const { file } = reader;
    const location = reader.location(table, 'location');
    const prefix = reader.location(table, 'prefix') ?? location;
    if (prefix === undefined) throw confFault(file, 'a [[registry]] has neither "prefix" nor "location"');
    const isWildcard = prefix.startsWith('*.');
    if (isWildcard && /[/@:]/.test(prefix))
      throw confFault(file, `the prefix ${shown(prefix)} has more than a host after "*."`);
    if (!isWildcard && location === undefined)
      throw confFault(
        file,
        `the [[registry]] ${shown(prefix)} has no "location", which every prefix without "*." needs`,
      );
    if (reader.text(table, 'pull-from-mirror') !== undefined)
      throw confFault(file, `the [[registry]] ${shown(prefix)} has "pull-from-mirror", which is for mirrors only`);
    const onlyByDigest = reader.flag(table, 'mirror-by-digest-only');
    return {
      prefix,
      ...defined({ location }),
      insecure: reader.flag(table, 'insecure'),
      blocked: reader.flag(table, 'blocked'),
      mirrors: mirrorsOf(table.get('mirror'), reader, onlyByDigest),
    };
  });
}

function mirrorsOf(value: unknown, reader: ConfReader, onlyByDigest: boolean): readonly RegistryMirror[] {
  const { file } = reader;
  return reader.tables(value, '[[registry.mirror]]', keysOfMirror).map((table): RegistryMirror => {
    const location = reader.location(table, 'location');
    if (location === undefined) throw confFault(file, 'a [[registry.mirror]] has no "location"');
    const named = reader.text(table, 'pull-from-mirror');
    if (named !== undefined && onlyByDigest)
      throw confFault(file, '"mirror-by-digest-only" and "pull-from-mirror" are both given');
    const pulls = pullModes.find((mode) => mode === (named ?? (onlyByDigest ? 'digest-only' : 'all')));
    if (pulls === undefined)
      throw confFault(
        file,
        `expected "pull-from-mirror" to be one of ${pullModes.join(', ')}, got ${shown(named ?? '')}`,
      );
    return { location, insecure: reader.flag(table, 'insecure'), pulls };
  });
}

/** Absent where all lists are empty. */
function version1Of(
  value: unknown,
  reader: ConfReader,
): { readonly entries: readonly RegistryEntry[]; readonly searched: readonly string[] } | undefined {
  const root = reader.table(value, '[registries]', keysOfVersion1);
  const lists = new Map(
    keysOfVersion1.map((key) => {
      const table = reader.table(root.get(key) ?? {}, `[registries.${key}]`, ['registries']);
      return [key, reader.texts(table.get('registries'), 'registries')] as const;
    }),
  );
  if ([...lists.values()].every((list = []) => list.length === 0)) return undefined;
  const listed = (key: 'block' | 'insecure') => (lists.get(key) ?? []).map((text) => reader.checkedLocation(text));
  const [blocked, insecure] = [new Set(listed('block')), new Set(listed('insecure'))];
  const entries = [...new Set([...blocked, ...insecure])].map((prefix): RegistryEntry => {
    return { prefix, location: prefix, insecure: insecure.has(prefix), blocked: blocked.has(prefix), mirrors: [] };
  });
  return { entries, searched: lists.get('search') ?? [] };
}

/** Rejects one location with two meanings. */
function checkConflicts(entries: readonly RegistryEntry[], file: string): void {
  const known = new Map<string, RegistryEntry>();
  for (const entry of entries) {
    const place = entry.location ?? entry.prefix;
    const other = known.get(place) ?? entry;
    known.set(place, other);
    for (const key of ['insecure', 'blocked'] as const)
      if (entry[key] !== other[key])
        throw confFault(file, `${shown(place)} is given twice, with different values of "${key}"`);
  }
}

type Table = ReadonlyMap<string, unknown>;

/** Reads values of one file, and collects notices of unknown keys. */
class ConfReader {
  readonly notices: Notice[] = [];
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /** By keys in lower case. */
  table(value: unknown, what: string, keys: readonly string[]): Table {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw confFault(this.file, `${what} is not a table`);
    const table = new Map<string, unknown>();
    for (const [written, item] of Object.entries(value)) {
      const key = written.toLowerCase();
      if (!keys.includes(key)) this.notices.push(this.unknownKey(written, what, keys));
      else if (table.has(key)) throw confFault(this.file, `${what} has ${shown(key)} in several cases`);
      else table.set(key, item);
    }
    return table;
  }

  tables(value: unknown, what: string, keys: readonly string[]): readonly Table[] {
    if (value === undefined) return [];
    if (Array.isArray(value)) return value.map((item) => this.table(item, what, keys));
    throw confFault(this.file, `${what} is not a list of tables`);
  }

  texts(value: unknown, key: string): readonly string[] | undefined {
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw confFault(this.file, `"${key}" is not a list of strings`);
  }

  text(table: Table, key: string): string | undefined {
    const value = table.get(key);
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string') return value;
    throw confFault(this.file, `"${key}" is not a string`);
  }

  flag(table: Table, key: string): boolean {
    const value = table.get(key) ?? false;
    if (typeof value === 'boolean') return value;
    throw confFault(this.file, `"${key}" is neither true nor false`);
  }

  location(table: Table, key: string): string | undefined {
    const text = this.text(table, key);
    return text === undefined ? undefined : this.checkedLocation(text);
  }

  /** With its host in the form in which names are compared. */
  checkedLocation(text: string): string {
    if (/^https?:\/\//.test(text)) throw confFault(this.file, `${shown(text)} has a scheme, which is not supported`);
    const trimmed = text.replace(/\/+$/, '');
    const slash = trimmed.indexOf('/');
    return slash < 0 ? comparableHost(trimmed) : comparableHost(trimmed.slice(0, slash)) + trimmed.slice(slash);
  }

  private unknownKey(key: string, what: string, keys: readonly string[]): Notice {
    const meant = nearest(key.toLowerCase(), keys);
    return {
      code: 'registry/unknown-key',
      message: `${what} in ${this.file} has the key ${shown(key)}, which has no effect`,
      at: { document: 'registries.conf', file: this.file },
      hint: meant === undefined ? 'see containers-registries.conf(5)' : `did you mean ${meant}?`,
    };
  }
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}

function confFault(file: string, why: string, place: { readonly line?: number; readonly column?: number } = {}): Fault {
  return new Fault('registry/registries-conf', `${file} cannot be used: ${why}`, {
    at: { document: 'registries.conf', file, ...place },
    hint: 'fix the file, see containers-registries.conf(5), or name another in CONTAINERS_REGISTRIES_CONF',
  });
}
