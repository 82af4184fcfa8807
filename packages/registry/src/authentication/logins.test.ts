import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hostRunner } from '@bootwright/process';
import { expect, test } from 'vitest';
import { settled } from '../../../core/testing/async-outcome.ts';
import { type ScriptedAnswer, scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import { findLogin } from './logins.ts';

const name = { registry: 'host.example', repository: 'acme/os', tag: 'latest' };
const file = (user: string, host = 'host.example') =>
  JSON.stringify({ auths: { [host]: { auth: Buffer.from(`${user}:s3cret`).toString('base64') } } });
const get = (program: string, stdout: string, code = 0): ScriptedAnswer => ({
  command: [`docker-credential-${program}`, 'get'],
  end: { kind: 'exited', code, stdout },
});

interface Home {
  readonly files: Readonly<Record<string, string>>;
  /** By variable, below the home. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly script?: readonly ScriptedAnswer[];
}

async function withHome<T>(files: Readonly<Record<string, string>>, use: (home: string) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'bootwright-home-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text);
    }
    return await use(home);
  } finally {
    rmSync(home, { recursive: true });
  }
}

/** The login in a home, its paths from there on. */
async function foundIn({ files, environment = {}, script = [] }: Home) {
  return withHome(files, async (home) => {
    const variables = Object.fromEntries(Object.entries(environment).map(([key, path]) => [key, join(home, path)]));
    const runner = scriptedRunner(script);
    // Where no runtime directory is named, the host's own would be read.
    const found = await settled(
      findLogin(name, { runner, environment: { HOME: home, XDG_RUNTIME_DIR: join(home, 'run'), ...variables } }),
    );
    expect(runner.unused()).toEqual([]);
    expect(runner.calls.map(({ options }) => options.stdin)).toEqual(script.map(() => 'host.example\n'));
    const text = JSON.stringify(found, (_, part) =>
      part instanceof Error ? { ...part, message: part.message } : part,
    );
    return JSON.parse(text.replaceAll(`${home}/`, ''));
  });
}

const login = (username: string, from: string, notices: readonly unknown[] = []) => ({
  value: { login: { credentials: { kind: 'password', username, password: 's3cret' }, from }, notices },
});

test.each<readonly [string, Home, unknown]>([
  ['nowhere', { files: { other: '' } }, { value: { notices: [] } }],
  [
    'in the runtime directory before all others',
    {
      files: {
        'run/containers/auth.json': file('run'),
        '.config/containers/auth.json': file('config'),
        '.docker/config.json': file('docker'),
      },
    },
    login('run', 'run/containers/auth.json'),
  ],
  [
    "in the configuration directory before Docker's",
    { files: { '.config/containers/auth.json': file('config'), '.docker/config.json': file('docker') } },
    login('config', '.config/containers/auth.json'),
  ],
  [
    "in Docker's file where the others know other registries",
    { files: { 'run/containers/auth.json': file('run', 'other.example'), '.docker/config.json': file('docker') } },
    login('docker', '.docker/config.json'),
  ],
  [
    'where the environment says',
    {
      files: { 'a/containers/auth.json': file('a', 'other.example'), 'b/config.json': file('b') },
      environment: { XDG_CONFIG_HOME: 'a', DOCKER_CONFIG: 'b' },
    },
    login('b', 'b/config.json'),
  ],
  [
    'in the named file',
    {
      files: { mine: file('mine'), '.docker/config.json': file('docker') },
      environment: { REGISTRY_AUTH_FILE: 'mine' },
    },
    login('mine', 'mine'),
  ],
  [
    'in the named file alone',
    {
      files: { mine: file('mine', 'other.example'), '.docker/config.json': file('docker') },
      environment: { REGISTRY_AUTH_FILE: 'mine' },
    },
    { value: { notices: [] } },
  ],
  [
    'with a helper',
    {
      files: { '.docker/config.json': JSON.stringify({ credHelpers: { 'host.example': 'acme' } }) },
      script: [get('acme', '{"Username":"helped","Secret":"s3cret"}')],
    },
    login('helped', 'docker-credential-acme'),
  ],
  [
    'in the file where the store has none',
    {
      files: { '.docker/config.json': JSON.stringify({ ...JSON.parse(file('docker')), credsStore: 'pass' }) },
      script: [get('pass', 'credentials not found in native keychain', 1)],
    },
    login('docker', '.docker/config.json'),
  ],
  [
    'nowhere, since the helper is absent',
    {
      files: { '.docker/config.json': JSON.stringify({ credsStore: 'desktop' }) },
      script: [{ command: ['docker-credential-desktop', 'get'], end: { kind: 'not-found' } }],
    },
    {
      value: {
        notices: [
          expect.objectContaining({
            code: 'registry/credential-helper',
            message:
              'docker-credential-desktop, which .docker/config.json names, returned no login: it is not installed',
          }),
        ],
      },
    },
  ],
  [
    'nowhere, since the named file is absent',
    { files: {}, environment: { REGISTRY_AUTH_FILE: 'mine' } },
    {
      fault: expect.objectContaining({
        code: 'registry/auth-file',
        message: 'cannot read logins from "mine": ENOENT',
        hint: expect.stringMatching(/^REGISTRY_AUTH_FILE names this file/),
      }),
    },
  ],
  [
    'nowhere, since a file is broken',
    { files: { '.docker/config.json': '{"auths": {"h": "s3cret' } },
    {
      fault: expect.objectContaining({
        code: 'registry/auth-file',
        message: 'cannot read logins from ".docker/config.json": it is not valid JSON',
      }),
    },
  ],
])('the login is found %s', async (_, home, expected) => {
  expect(await foundIn(home)).toEqual(expected);
});

test('a directory in place of a login file is a fault', async () => {
  await withHome({}, async (home) => {
    mkdirSync(join(home, 'containers/auth.json'), { recursive: true });
    const options = { runner: scriptedRunner([]), environment: { XDG_RUNTIME_DIR: home } };
    expect(await settled(findLogin(name, options))).toMatchObject({
      fault: { code: 'registry/auth-file', message: expect.stringMatching(/EISDIR/) },
    });
  });
});

test('a helper that writes without end is ended, and its response is not read', async () => {
  const helper = `#!/bin/sh\necho $$ >"$0.pid"\nexec yes '{"Username":"helped","Secret":"s3cret"}'\n`;
  const config = JSON.stringify({ credHelpers: { 'host.example': 'endless' } });
  await withHome({ '.docker/config.json': config, 'docker-credential-endless': helper }, async (home) => {
    chmodSync(join(home, 'docker-credential-endless'), 0o755);
    const environment = { HOME: home, PATH: `${home}:${process.env.PATH}` };
    const { notices, login } = await findLogin(name, { runner: hostRunner(environment), environment });
    expect({ login, notices }).toMatchObject({
      login: undefined,
      notices: [{ message: expect.stringMatching(/returned no login: it wrote more than 1 MiB$/) }],
    });
    expect(existsSync(`/proc/${readFileSync(join(home, 'docker-credential-endless.pid'), 'utf8').trim()}`)).toBe(false);
  });
});

test('a helper that leaves a process behind, which keeps its output open, has given its response when it ends', async () => {
  const helper = `#!/bin/sh\nsleep 20 &\necho $! >"$0.pid"\necho '{"Username":"helped","Secret":"s3cret"}'\n`;
  const config = JSON.stringify({ credHelpers: { 'host.example': 'leaving' } });
  await withHome({ '.docker/config.json': config, 'docker-credential-leaving': helper }, async (home) => {
    chmodSync(join(home, 'docker-credential-leaving'), 0o755);
    const environment = { HOME: home, PATH: `${home}:${process.env.PATH}` };
    const found = await findLogin(name, { runner: hostRunner(environment), environment });
    process.kill(Number(readFileSync(join(home, 'docker-credential-leaving.pid'), 'utf8')));
    expect(found).toEqual({
      login: {
        credentials: { kind: 'password', username: 'helped', password: 's3cret' },
        from: 'docker-credential-leaving',
      },
      notices: [],
    });
  });
});
