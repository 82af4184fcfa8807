import { Fault, readJsonText } from '@bootwright/core';
import type { FoundCredentials, RegistryCredentials } from './registry-credentials.ts';

/** A login file: `auth.json` of podman and its kin, or Docker's `config.json`. */
export interface RegistryAuthFile {
  /** By the key as it stands in the file: a registry, a name in it, or a URL of old. */
  readonly credentials: ReadonlyMap<string, RegistryCredentials>;
  /** Programs by registry: `docker-credential-NAME` for each NAME. */
  readonly helpers: ReadonlyMap<string, string>;
  /** The program for all other registries. */
  readonly store?: string;
}

const dockerHub = 'docker.io';
/** The name under which Docker keeps the login of docker.io. */
const dockerHubKey = 'https://index.docker.io/v1/';
const helperName = /^[\w][\w.-]*$/;

/**
 * What a login file holds (containers-auth.json(5), and Docker's `config.json`). Other keys are for other programs, and
 * left alone. Faults: `registry/auth-file`, which never quote the file.
 */
export function parseRegistryAuthFile(text: string, file: string): RegistryAuthFile {
  const root = objectIn(parsed(text, file), file, 'it');
  const credentials = new Map<string, RegistryCredentials>();
  for (const [key, entry] of fieldsIn(root, 'auths', file)) {
    const found = credentialsIn(objectIn(entry, file, 'an entry of "auths"'), file, key);
    if (found !== undefined) credentials.set(key, found);
  }
  const helpers = new Map<string, string>();
  for (const [registry, helper] of fieldsIn(root, 'credHelpers', file)) {
    helpers.set(registry, helperIn(helper, file, 'credHelpers'));
  }
  const store = field(root, 'credsStore');
  const named =
    store === undefined || store === null || store === '' ? {} : { store: helperIn(store, file, 'credsStore') };
  return { credentials, helpers, ...named };
}

/**
 * What a login file says of a repository, the best first: the helper of its registry; the entry with the longest key
 * that the name begins with (`registry.example.com/acme/os`, `registry.example.com/acme`, `registry.example.com`); the store of all registries. A store stands
 * before the entries where there is one, as with Docker, which then leaves old entries in the file.
 */
export function findRegistryCredentials(
  file: RegistryAuthFile,
  registry: string,
  repository: string,
): readonly FoundCredentials[] {
  const server = registry === dockerHub ? dockerHubKey : registry;
  const helper = file.helpers.get(registry) ?? file.helpers.get(server);
  if (helper !== undefined) return [{ kind: 'helper', helper, server }];
  const credentials = credentialsFor(file, registry, repository);
  return [
    ...(file.store === undefined ? [] : [{ kind: 'helper' as const, helper: file.store, server }]),
    ...(credentials === undefined ? [] : [{ kind: 'credentials' as const, credentials }]),
  ];
}

function credentialsFor(file: RegistryAuthFile, registry: string, repository: string): RegistryCredentials | undefined {
  const steps = [registry, ...repository.split('/')];
  for (let count = steps.length; count > 0; count--) {
    const found = file.credentials.get(steps.slice(0, count).join('/'));
    if (found !== undefined) return found;
  }
  for (const [key, credentials] of file.credentials) if (registryOfKey(key) === registry) return credentials;
  return undefined;
}

/** Old keys are URLs: `https://index.docker.io/v1/`, `https://registry.example.com`. A key with a name in it stands for that alone. */
function registryOfKey(key: string): string {
  const host = key
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/(v[12]\/?)?$/, '');
  return ['index.docker.io', 'registry-1.docker.io'].includes(host) ? dockerHub : host;
}

function credentialsIn(entry: object, file: string, key: string): RegistryCredentials | undefined {
  const [identity, registryToken] = [textIn(entry, 'identitytoken', file), textIn(entry, 'registrytoken', file)];
  if (identity !== '') return { kind: 'identity-token', token: identity };
  if (registryToken !== '') return { kind: 'registry-token', token: registryToken };
  const auth = textIn(entry, 'auth', file);
  if (auth === '') {
    const [username, password] = [textIn(entry, 'username', file), textIn(entry, 'password', file)];
    return username === '' ? undefined : { kind: 'password', username, password };
  }
  const login = new TextDecoder().decode(base64Bytes(auth));
  const colon = login.indexOf(':');
  // Docker pads the password with NUL in some old files.
  if (colon > 0) {
    return { kind: 'password', username: login.slice(0, colon), password: login.slice(colon + 1).replace(/\0+$/, '') };
  }
  throw broken(
    file,
    `the "auth" of ${key.includes('@') ? 'an entry' : JSON.stringify(key)} is not the base64 form of USER:PASSWORD`,
  );
}

/** Nothing where the text is no base64. */
function base64Bytes(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

function helperIn(value: unknown, file: string, key: string): string {
  if (typeof value === 'string' && helperName.test(value)) return value;
  throw broken(file, `"${key}" names a program that is none: a NAME of letters, digits, "_", "-", "." is meant`);
}

function parsed(text: string, file: string): unknown {
  // An empty file is what `touch` and some containers leave.
  if (text.trim() === '') return {};
  const reading = readJsonText(text);
  // Where it stops being JSON is not said: what is there may be a password.
  if (reading.kind === 'problem') throw broken(file, 'it is no JSON');
  return reading.value;
}

function fieldsIn(root: object, key: string, file: string): readonly (readonly [string, unknown])[] {
  const value = field(root, key);
  return value === undefined || value === null ? [] : Object.entries(objectIn(value, file, `"${key}"`));
}

function textIn(entry: object, key: string, file: string): string {
  const value = field(entry, key) ?? '';
  if (typeof value === 'string') return value;
  throw broken(file, `"${key}" of an entry is no string`);
}

function field(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

function objectIn(value: unknown, file: string, what: string): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw broken(file, `${what} is no object`);
}

function broken(file: string, why: string): Fault {
  return new Fault('registry/auth-file', `cannot read logins from ${JSON.stringify(file)}: ${why}`, {
    at: { document: 'auth.json', file },
    hint: 'fix the file, or log in again: podman login REGISTRY, or docker login REGISTRY',
  });
}
