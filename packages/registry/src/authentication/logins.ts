import type { RegistryName } from '@bootwright/container-facts';
import type { Notice } from '@bootwright/core';
import { Fault, formatBytes, MiB } from '@bootwright/core';
import type { CommandRunner } from '@bootwright/process';
import { readConfigurationText } from '../configuration/configuration-file.ts';
import { parseCredentialHelperOutput } from './credential-helper.ts';
import { findRegistryCredentials, parseRegistryAuthFile } from './registry-auth-file.ts';
import type { RegistryCredentials } from './registry-credentials.ts';

export interface LoginOptions {
  readonly runner: CommandRunner;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

export interface Login {
  readonly credentials: RegistryCredentials;
  /** The file or program that had it. */
  readonly from: string;
}

export interface FoundLogin {
  /** Absent without a login. */
  readonly login?: Login;
  /** Helpers that failed. */
  readonly notices: readonly Notice[];
}

/** A helper may prompt its user to unlock a key ring. */
const helperMilliseconds = 60_000;
/** Far more than a login needs; a program that writes more is killed. */
const longestAnswer = MiB(1);

/**
 * The login for an image, from the first file that has one: `REGISTRY_AUTH_FILE` alone where it is set, else podman's
 * `auth.json` and Docker's `config.json`. A helper that fails is a notice, as many images need no login. Faults:
 * `registry/auth-file`.
 */
export async function findLogin(name: RegistryName, options: LoginOptions): Promise<FoundLogin> {
  const notices: Notice[] = [];
  for (const { path, named } of authFiles(options.environment)) {
    const text = await readIfThere(path, named, options.signal);
    if (text === undefined) continue;
    for (const found of findRegistryCredentials(parseRegistryAuthFile(text, path), name.registry, name.repository)) {
      if (found.kind === 'credentials') return { login: { credentials: found.credentials, from: path }, notices };
      const response = await runHelper(found.helper, found.server, options);
      if (response.kind === 'failed') notices.push(helperNotice(found.helper, path, response.why));
      const from = `docker-credential-${found.helper}`;
      if (response.kind === 'credentials') return { login: { credentials: response.credentials, from }, notices };
    }
  }
  return { notices };
}

/** In the order of containers-auth.json(5). */
function authFiles(
  environment: LoginOptions['environment'],
): readonly { readonly path: string; readonly named: boolean }[] {
  const at = (variable: string) => environment[variable] || undefined;
  const named = at('REGISTRY_AUTH_FILE');
  if (named !== undefined) return [{ path: named, named: true }];
  const home = at('HOME');
  const below = (directory: string | undefined, file: string) =>
    directory === undefined ? [] : [`${directory}/${file}`];
  const runtime = at('XDG_RUNTIME_DIR');
  const user = process.getuid?.();
  const paths = [
    ...below(
      runtime ?? (user === undefined ? undefined : `/run/containers/${user}`),
      runtime ? 'containers/auth.json' : 'auth.json',
    ),
    ...below(at('XDG_CONFIG_HOME') ?? (home === undefined ? undefined : `${home}/.config`), 'containers/auth.json'),
    ...below(at('DOCKER_CONFIG') ?? (home === undefined ? undefined : `${home}/.docker`), 'config.json'),
  ];
  return paths.map((path) => ({ path, named: false }));
}

function readIfThere(path: string, named: boolean, signal?: AbortSignal): Promise<string | undefined> {
  const hint = named
    ? 'REGISTRY_AUTH_FILE names this file: name another, or unset it to use those of podman and Docker'
    : 'run as the user whose file it is, or name another in REGISTRY_AUTH_FILE';
  const fault = (code: string) =>
    new Fault('registry/auth-file', `cannot read logins from ${JSON.stringify(path)}: ${code}`, {
      at: { document: 'auth.json', file: path },
      hint,
    });
  return readConfigurationText(path, { isNamed: named, signal, fault });
}

type HelperResult = ReturnType<typeof parseCredentialHelperOutput>;

async function runHelper(helper: string, server: string, { runner, signal }: LoginOptions): Promise<HelperResult> {
  const enough = new AbortController();
  let length = 0;
  const result = await runner.run([`docker-credential-${helper}`, 'get'], {
    stdin: `${server}\n`,
    timeoutMilliseconds: helperMilliseconds,
    maximumStdout: longestAnswer,
    signal: signal === undefined ? enough.signal : AbortSignal.any([signal, enough.signal]),
    onOutput: (piece) => {
      length += piece.length;
      if (length > longestAnswer) enough.abort();
    },
  });
  signal?.throwIfAborted();
  if (enough.signal.aborted) return { kind: 'failed', why: `it wrote more than ${formatBytes(longestAnswer)}` };
  return parseCredentialHelperOutput(result);
}

function helperNotice(helper: string, path: string, why: string): Notice {
  return {
    code: 'registry/credential-helper',
    message: `docker-credential-${helper}, which ${path} names, returned no login: ${why}`,
    at: { document: 'auth.json', file: path },
    hint: 'run the program by hand, or log in with "podman login", which keeps logins in a file of its own',
  };
}
