import { defined, Fault, isDigest } from '@bootwright/core';
import { comparableHost, dockerHubHost, isPort, networkForm, registryOf, usualRegistry } from './registry-host.ts';

/** An image in a registry, with everything said that people leave out. */
export interface RegistryName {
  /** Host and port as people write them: `docker.io`, `localhost:5000`, `[::1]:5000`. */
  readonly registry: string;
  /** The path in the registry: `library/debian`. */
  readonly repository: string;
  /** Absent only where a digest stands alone. */
  readonly tag?: string;
  /** `sha256:…` or `sha512:…`; it decides where a tag is there as well. */
  readonly digest?: string;
}

/** What Docker files names without a registry below. */
const officialNamespace = 'library/';

// The grammar of names is that of distribution's `reference` package (grammar in its reference.go).
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const registryPattern = new RegExp(String.raw`^(?:${label}(?:\.${label})*|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?$`);
const stepPattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const longestRepository = 255;
/** Longer texts are rejected before any pattern sees them. */
const longestName = 1024;

/**
 * An image's name as people type it after `docker://`: the registry is `docker.io` where none is named, its official
 * images are below `library/`, and the tag is `latest` where neither tag nor digest is given.
 *
 * Faults: `reference/registry-name`.
 */
export function parseRegistryName(text: string): RegistryName {
  if (text.length > longestName) throw invalidName(`${text.slice(0, 60)}…`, `it is longer than ${longestName} letters`);
  const [named, ...digests] = text.split('@');
  if (text.lastIndexOf('/') > text.indexOf('@') && text.includes('@')) throw withPassword();
  if (digests.length > 1) throw invalidName(text, 'it has more than one "@"');
  const [digest] = digests;
  if (digest !== undefined && !isDigest(digest)) {
    throw invalidName(
      text,
      'the part after "@" is not a digest',
      'a digest is sha256: and 64 hexadecimal digits, in lower case',
    );
  }
  const { path, tag } = splitTag(named ?? '', text);
  const { registry, repository } = splitRegistry(path, text);
  return {
    registry,
    repository,
    ...(tag === undefined ? (digest === undefined ? { tag: 'latest' } : {}) : { tag }),
    ...defined({ digest }),
  };
}

/** The whole name, from the registry on: `docker.io/library/debian:12@sha256:…`. */
export function renderRegistryName(name: RegistryName): string {
  const tag = name.tag === undefined ? '' : `:${name.tag}`;
  return `${name.registry}/${name.repository}${tag}${name.digest === undefined ? '' : `@${name.digest}`}`;
}

/** Host and port that answer for a registry. */
export function registryHost(registry: string): string {
  return registry === usualRegistry ? dockerHubHost : registry;
}

function splitTag(named: string, text: string): { readonly path: string; readonly tag?: string } {
  const colon = named.lastIndexOf(':');
  if (colon < 0 || colon < named.lastIndexOf('/')) return { path: named };
  const tag = named.slice(colon + 1);
  if (tagPattern.test(tag)) return { path: named.slice(0, colon), tag };
  const wanted = 'a tag is 1 to 128 letters, digits, "_", "." or "-", and begins with none of "." and "-"';
  throw invalidName(text, tag === '' ? 'its tag is empty' : `${JSON.stringify(tag)} is not a tag`, wanted);
}

function splitRegistry(path: string, text: string): Pick<RegistryName, 'registry' | 'repository'> {
  const written = registryOf(path);
  const registry = written === undefined ? usualRegistry : checkedRegistry(written, text);
  const rest = written === undefined ? path : path.slice(written.length + 1);
  const repository = registry === usualRegistry && !rest.includes('/') ? `${officialNamespace}${rest}` : rest;
  for (const step of rest.split('/')) if (!stepPattern.test(step)) throw invalidName(text, whyNoStep(step), stepRule);
  if (repository.length > longestRepository)
    throw invalidName(text, `the name is longer than ${longestRepository} letters`);
  return { registry, repository };
}

/**
 * Other ways to write an address or a port are rejected: programs differ in what they mean by them, and rules of
 * registries.conf name one alone.
 */
function checkedRegistry(written: string, text: string): string {
  if (!registryPattern.test(written))
    throw invalidName(text, `${JSON.stringify(written)} is not a host with or without a port`);
  const [, host = '', port] = /^(.*?)(?::([0-9]+))?$/.exec(written.toLowerCase()) ?? [];
  if (port !== undefined && !isPort(port)) throw invalidName(text, `${JSON.stringify(port)} is not a port`);
  const address = networkForm(host);
  if (address === undefined) throw invalidName(text, `${JSON.stringify(host)} is not a host`);
  if (address !== host)
    throw invalidName(text, `${JSON.stringify(host)} is another way to write ${address}`, `write ${address}`);
  const registry = comparableHost(written);
  if (registryOf(`${registry}/`) === undefined)
    throw invalidName(
      text,
      `${JSON.stringify(written)} is a host only by its capitals`,
      'write its domain or its port',
    );
  return registry;
}

const stepRule =
  'names are lower-case letters and digits, with ".", "_", "__" or "-" between them, in steps divided by "/"';

function whyNoStep(step: string): string {
  if (step === '') return 'a step of its name is empty';
  return /[A-Z]/.test(step)
    ? `${JSON.stringify(step)} has capitals`
    : `${JSON.stringify(step)} is not a step of a name`;
}

/** Such a text may hold a password, and is not shown. */
function withPassword(): Fault {
  return new Fault('reference/registry-name', 'the name of the image has something before its registry, up to "@"', {
    hint: 'write the name without user and password, and log in first: podman login REGISTRY, or docker login REGISTRY',
  });
}

function invalidName(text: string, why: string, hint = 'write REGISTRY/NAME:TAG or REGISTRY/NAME@DIGEST'): Fault {
  return new Fault('reference/registry-name', `${JSON.stringify(text)} names no image in a registry: ${why}`, { hint });
}
