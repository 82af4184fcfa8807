import { Fault, isObject, type JsonObject, parsedJson } from '@bootwright/core';
import type { FoundCredentials, RegistryCredentials } from './registry-credentials.ts';

/** A login file: podman's and skopeo's `auth.json`, or Docker's `config.json`. */
export interface RegistryAuthFile {
  /** By the key in the file: a registry, a repository in it, or an old URL. */
  readonly credentials: ReadonlyMap<string, RegistryCredentials>;
  /** Programs by registry: `docker-credential-NAME` for each NAME. */
  readonly helpers: ReadonlyMap<string, string>;
  /** The program for all other registries. */
  readonly store?: string;
}

const dockerHub = 'docker.io';
/** Docker's key for the login of docker.io. */
const dockerHubKey = 'https://index.docker.io/v1/';
const helperName = /^[\w][\w.-]*$/;

/**
 * The logins and helpers of a file (containers-auth.json(5), and Docker's `config.json`). Keys for other programs are
 * ignored. Faults: `registry/auth-file`, which never quote the file.
 */
export function parseRegistryAuthFile(text: string, file: string): RegistryAuthFile {
  // An empty file is what `touch` and some containers leave.
  const value = text.trim() === '' ? {} : parsedJson(text);
  // Without the position: the text there may be a password.
  if (value === undefined) throw broken(file, 'it is not valid JSON');
  const root = objectIn(value, file, 'it');
  const credentials = new Map<string, RegistryCredentials>();
  for (const [key, entry] of fieldsIn(root, 'auths', file)) {
    const found = credentialsIn(objectIn(entry, file, 'an entry of "auths"'), file, key);
    if (found !== undefined) credentials.set(key, found);
  }
  const helpers = fieldsIn(root, 'credHelpers', file).map(
    ([registry, helper]) => [registry, helperIn(helper, file, 'credHelpers')] as const,
  );
  const store = root.credsStore || undefined;
  return {
    credentials,
    helpers: new Map(helpers),
    ...(store === undefined ? {} : { store: helperIn(store, file, 'credsStore') }),
  };
}

/**
 * The logins of a login file for a repository, in the order to try: the helper of its registry; else the store of all
 * registries, before the entries as with Docker, which leaves old ones in the file; and the entry with the longest key
 * that begins the name (`registry.example.com/acme/os`, `registry.example.com/acme`, `registry.example.com`).
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

/** Old keys are URLs: `https://index.docker.io/v1/`, `https://registry.example.com`. */
function registryOfKey(key: string): string {
  const host = key
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/(v[12]\/?)?$/, '');
  return ['index.docker.io', 'registry-1.docker.io'].includes(host) ? dockerHub : host;
}

function credentialsIn(entry: JsonObject, file: string, key: string): RegistryCredentials | undefined {
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
    `the "auth" of ${key.includes('@') ? 'an entry' : JSON.stringify(key)} is not USER:PASSWORD in base64`,
  );
}

/** Empty where the text is not base64. */
function base64Bytes(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

function helperIn(value: unknown, file: string, key: string): string {
  if (typeof value === 'string' && helperName.test(value)) return value;
  throw broken(file, `"${key}" has an invalid program name: expected letters, digits, "_", "-" and "."`);
}

function fieldsIn(root: JsonObject, key: string, file: string): readonly (readonly [string, unknown])[] {
  return Object.entries(objectIn(root[key] ?? {}, file, `"${key}"`));
}

function textIn(entry: JsonObject, key: string, file: string): string {
  const value = entry[key] ?? '';
  if (typeof value === 'string') return value;
  throw broken(file, `"${key}" of an entry is not a string`);
}

function objectIn(value: unknown, file: string, what: string): JsonObject {
  if (isObject(value)) return value;
  throw broken(file, `${what} is not an object`);
}

function broken(file: string, why: string): Fault {
  return new Fault('registry/auth-file', `cannot read logins from ${JSON.stringify(file)}: ${why}`, {
    at: { document: 'auth.json', file },
    hint: 'fix the file, or log in again: podman login REGISTRY, or docker login REGISTRY',
  });
}
