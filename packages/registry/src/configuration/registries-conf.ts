import { locate, readTomlText } from '@bootwright/blueprint';
import { comparableHost, networkForm } from '@bootwright/container-facts';
import { cappedNotices, defined, Fault, isObject, type Location, type Notice, nearest, quoted } from '@bootwright/core';
import {
  coded,
  defaulted,
  filled,
  type Infer,
  keysOf,
  list,
  optional,
  parseBySchema,
  record,
  schemaBelow,
  text,
  word,
} from '@bootwright/core/schemas';
import * as z from 'zod/mini';

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
const pullModes = ['all', 'digest-only', 'tag-only'] as const;

const flag = () => defaulted(z.boolean(), false);
const location = () => filled(coded(text(), { decode: checkedLocation, encode: String }));
const notRead = () => optional(z.unknown());

const mirrorSchema = record(
  { location: location(), insecure: flag(), 'pull-from-mirror': filled(word(pullModes)) },
  { noun: 'a [[registry.mirror]]' },
);
const registrySchema = record(
  {
    prefix: location(),
    location: location(),
    insecure: flag(),
    blocked: flag(),
    mirror: defaulted(list(mirrorSchema), []),
    'mirror-by-digest-only': flag(),
    'pull-from-mirror': filled(text()),
  },
  { noun: 'a [[registry]]' },
);
const version1List = optional(record({ registries: optional(list(text())) }));
const fileSchema = record({
  registry: defaulted(list(registrySchema), []),
  registries: optional(record({ search: version1List, insecure: version1List, block: version1List })),
  [searchKey]: optional(list(text())),
  'credential-helpers': notRead(),
  'short-name-mode': filled(word(['disabled', 'enforcing', 'permissive'])),
  aliases: notRead(),
  'additional-layer-store-auth-helper': notRead(),
});

/**
 * The entries of one registries.conf, version 2 or 1 (containers-registries.conf(5); containers/image, sysregistriesv2).
 * Keys ignore case, as there. Faults: `registry/registries-conf`, for all that those programs reject.
 */
export function parseRegistriesConf(conf: string, { file, isDropIn = false }: RegistriesFile): RegistriesConf {
  const notices: Notice[] = [];
  const given = knownPart(parsed(conf, file), fileSchema, { file, notices, path: [] });
  const read = readTable(given, conf, file);
  const version1 = version1Of(read.registries);
  const isVersion1 = version1 !== undefined;
  if (isVersion1 && isDropIn) throw confFault(file, 'a drop-in file must be of version 2, without [registries.…]');
  if (isVersion1 && isObject(given) && Object.keys(given).length > 1)
    throw confFault(file, '[registries.…] of version 1 and keys of version 2 are mixed');
  const entries = version1?.entries ?? read.registry.map((table) => entryOf(table, file));
  if (isVersion1) notices.push(oldVersion(file));
  checkConflicts(entries, file);
  const searched = version1?.searched ?? read[searchKey];
  for (const host of searched ?? []) {
    if (networkForm(host.replace(/:[0-9]+$/, '')) === undefined)
      throw confFault(file, `${quoted(host)} in "${searchKey}" is not HOST or HOST:PORT`);
  }
  return { entries, ...defined({ searched }), notices: cappedNotices(notices) };
}

function oldVersion(file: string): Notice {
  return {
    code: 'registry/version-1',
    message: `${file} is in the format of version 1, which is deprecated and has no mirrors or other locations`,
    at: { document: 'registries.conf', file },
    hint: 'write it with unqualified-search-registries and [[registry]], see containers-registries.conf(5)',
  };
}

function parsed(conf: string, file: string): unknown {
  const reading = readTomlText(conf);
  if (reading.kind === 'value') return reading.value;
  const why = reading.kind === 'syntax' ? `it is not valid TOML: ${reading.problem}` : reading.problem;
  throw confFault(file, why, reading.place);
}

function readTable(table: unknown, conf: string, file: string): Infer<typeof fileSchema> {
  try {
    return parseBySchema(fileSchema, table, { at: { path: [] }, subject: 'registry', objectNoun: 'a table' });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw confFault(file, error.message, locate(error.at ?? {}, conf, 'toml'));
  }
}

function entryOf(table: Infer<typeof registrySchema>, file: string): RegistryEntry {
  const { location, prefix = location, insecure, blocked, mirror: mirrors } = table;
  if (prefix === undefined) throw confFault(file, 'a [[registry]] has neither "prefix" nor "location"');
  const isWildcard = prefix.startsWith('*.');
  if (isWildcard && /[/@:]/.test(prefix))
    throw confFault(file, `the prefix ${quoted(prefix)} has more than a host after "*."`);
  const registry = `the [[registry]] ${quoted(prefix)}`;
  if (!isWildcard && location === undefined)
    throw confFault(file, `${registry} has no "location", which every prefix without "*." needs`);
  if (table['pull-from-mirror'] !== undefined)
    throw confFault(file, `${registry} has "pull-from-mirror", which is for mirrors only`);
  const usual = table['mirror-by-digest-only'] ? 'digest-only' : 'all';
  return {
    prefix,
    ...defined({ location }),
    insecure,
    blocked,
    mirrors: mirrors.map((mirror) => {
      if (mirror.location === undefined) throw confFault(file, 'a [[registry.mirror]] has no "location"');
      const { 'pull-from-mirror': pulls } = mirror;
      if (pulls !== undefined && usual === 'digest-only')
        throw confFault(file, '"mirror-by-digest-only" and "pull-from-mirror" are both given');
      return { location: mirror.location, insecure: mirror.insecure, pulls: pulls ?? usual };
    }),
  };
}

/** Absent where all lists are empty. */
function version1Of({
  search,
  insecure,
  block,
}: Infer<typeof fileSchema>['registries'] = {}):
  | { readonly entries: readonly RegistryEntry[]; readonly searched: readonly string[] }
  | undefined {
  const [searched = [], ...lists] = [search, insecure, block].map((one) => one?.registries ?? []);
  if (searched.length + lists.flat().length === 0) return undefined;
  const [plain = [], blocked = []] = lists.map((names) => names.map(checkedLocation));
  const entries = [...new Set([...blocked, ...plain])].map((prefix): RegistryEntry => {
    const [isPlain, isBlocked] = [plain.includes(prefix), blocked.includes(prefix)];
    return { prefix, location: prefix, insecure: isPlain, blocked: isBlocked, mirrors: [] };
  });
  return { entries, searched };
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
        throw confFault(file, `${quoted(place)} is given twice, with different values of "${key}"`);
  }
}

interface KnownPart {
  readonly file: string;
  readonly notices: Notice[];
  /** Keys that lead to a table. */
  readonly path: readonly string[];
}

/** A table with its keys in lower case, and without those that have no effect: a notice for each. */
function knownPart(value: unknown, schema: ReturnType<typeof schemaBelow>, part: KnownPart): unknown {
  if (Array.isArray(value)) return value.map((item) => knownPart(item, schemaBelow(schema, value, 0), part));
  const keys = schema === undefined ? [] : keysOf(schema);
  if (keys.length === 0 || !isObject(value)) return value;
  const table: Record<string, unknown> = {};
  for (const [written, item] of Object.entries(value)) {
    const key = written.toLowerCase();
    if (!keys.includes(key)) part.notices.push(unknownKey(written, keys, part));
    else if (Object.hasOwn(table, key))
      throw confFault(part.file, `${nameOf(part.path)} has ${quoted(key)} in several cases`);
    else table[key] = knownPart(item, schemaBelow(schema, value, key), { ...part, path: [...part.path, key] });
  }
  return table;
}

function unknownKey(key: string, keys: readonly string[], { file, path }: KnownPart): Notice {
  const meant = nearest(key.toLowerCase(), keys);
  return {
    code: 'registry/unknown-key',
    message: `${nameOf(path)} in ${file} has the key ${quoted(key)}, which has no effect`,
    at: { document: 'registries.conf', file },
    hint: meant === undefined ? 'see containers-registries.conf(5)' : `did you mean ${meant}?`,
  };
}

function nameOf(path: readonly string[]): string {
  return path.length === 0 ? 'the file' : `[${path.join('.')}]`.replace(/^\[registry.*\]$/, '[$&]');
}

/** With its host in the form in which names are compared. */
function checkedLocation(written: string): string {
  if (/^https?:\/\//.test(written))
    throw new Fault('registry/registries-conf', `${quoted(written)} has a scheme, which is not supported`);
  const trimmed = written.replace(/\/+$/, '');
  const slash = trimmed.indexOf('/');
  return slash < 0 ? comparableHost(trimmed) : comparableHost(trimmed.slice(0, slash)) + trimmed.slice(slash);
}

function confFault(file: string, why: string, { line, column }: Pick<Location, 'line' | 'column'> = {}): Fault {
  return new Fault('registry/registries-conf', `${file} cannot be used: ${why}`, {
    at: { document: 'registries.conf', file, ...defined({ line, column }) },
    hint: 'fix the file, see containers-registries.conf(5), or name another in CONTAINERS_REGISTRIES_CONF',
  });
}
