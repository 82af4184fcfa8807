import type { CommandOptions } from '@bootwright/process';
import { describe, expect, test } from 'vitest';
import { type ScriptedEnd, scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import { parseDepsolveAnswer } from './depsolve-answer.ts';
import { type DepsolveRequest, encodeDepsolveRequest } from './depsolve-request.ts';
import { depsolve, findDepsolver } from './run-depsolver.ts';

const request: DepsolveRequest = {
  name: 'build',
  architecture: 'x86_64',
  include: ['bash', '@core'],
  releaseVersion: '9',
  platformId: 'platform:el9',
  rootDirectory: '/srv/root',
  cacheDirectory: '/var/cache/rpmmd',
};
const sum = 'ab'.repeat(32);

/** An answer of version 2 of the API, with the members that are read. */
const second = {
  solver: 'dnf5',
  transactions: [
    [
      {
        ...{ name: 'bash', epoch: 0, version: '5.1.8', release: '9.el9', arch: 'x86_64', repo_id: 'baseos' },
        ...{ location: 'Packages/b/bash-5.1.8-9.el9.x86_64.rpm', checksum: { algorithm: 'sha256', value: sum } },
        ...{ remote_locations: [], files: [], requires: [{ name: 'glibc' }] },
      },
    ],
  ],
  repos: {
    baseos: {
      ...{ id: 'baseos', baseurl: [], metalink: 'https://mirrors.example.com/metalink?repo=baseos', mirrorlist: null },
      ...{ gpgcheck: true, gpgkey: ['-----BEGIN PGP PUBLIC KEY BLOCK-----'], sslverify: true, rhsm: false },
    },
  },
  modules: {},
};

/** The same of version 1. */
const first = {
  solver: 'dnf',
  packages: second.transactions.flat().map(({ location, checksum, ...rest }) => ({
    ...rest,
    path: location,
    checksum: `${checksum.algorithm}:${checksum.value}`,
  })),
  repos: { baseos: { ...second.repos.baseos, gpgkey: undefined, gpgkeys: second.repos.baseos.gpgkey } },
};

const solved = {
  packages: [
    {
      ...{ name: 'bash', epoch: 0, version: '5.1.8', release: '9.el9', architecture: 'x86_64', repository: 'baseos' },
      ...{ path: 'Packages/b/bash-5.1.8-9.el9.x86_64.rpm', checksum: `sha256:${sum}`, isChecked: true },
    },
  ],
  repositories: [
    {
      ...{ id: 'baseos', url: 'https://mirrors.example.com/metalink?repo=baseos', type: 'metalink', isInsecure: false },
      keys: ['-----BEGIN PGP PUBLIC KEY BLOCK-----'],
    },
  ],
};

test('a request names the set, the repositories of the root and, for older systems, the metadata of files', () => {
  expect(JSON.parse(encodeDepsolveRequest(request, 2))).toEqual({
    api_version: 2,
    command: 'depsolve',
    arch: 'x86_64',
    releasever: '9',
    cachedir: '/var/cache/rpmmd',
    module_platform_id: 'platform:el9',
    arguments: {
      repos: [],
      root_dir: '/srv/root',
      transactions: [{ 'package-specs': ['bash', '@core'], install_weak_deps: true }],
      'optional-metadata': ['filelists'],
    },
  });
});

test.each([
  ['2', second],
  ['1', first],
])('an answer of version %s is read', (_, answer) => {
  expect(parseDepsolveAnswer(JSON.stringify(answer))).toEqual(solved);
});

const [bash] = second.transactions.flat();
const changedPackage = (change: object) => ({ ...second, transactions: [[{ ...bash, ...change }]] });
const changedRepository = (change: object) => ({ ...second, repos: { baseos: { ...second.repos.baseos, ...change } } });

test.each([
  ['no JSON', 'Traceback (most recent call last)'],
  ['no packages', { ...second, transactions: [[]] }],
  ['a package of an unknown repository', changedPackage({ repo_id: 'other' })],
  ['a path out of the repository', changedPackage({ location: '../../etc/shadow' })],
  ['an absolute path', changedPackage({ location: '/etc/shadow' })],
  ['a path with a line break', changedPackage({ location: 'a\nb' })],
  ['a name with a blank', changedPackage({ name: 'a b' })],
  ['an epoch below zero', changedPackage({ epoch: -1 })],
  ['a checksum of the wrong length', changedPackage({ checksum: { algorithm: 'sha256', value: 'ab' } })],
  ['an unsafe kind of checksum', changedPackage({ checksum: { algorithm: 'md5', value: 'ab'.repeat(16) } })],
  ['a repository without an address', changedRepository({ metalink: null })],
  ['a repository with a login in its address', changedRepository({ metalink: 'https://me:secret@example.com/x' })],
  ['an address of another kind', changedRepository({ metalink: 'ftp://example.com/x' })],
  ['an empty object', {}],
])('rejects an answer with %s', (_, answer) => {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  expect(() => parseDepsolveAnswer(text)).toThrow(expect.objectContaining({ code: 'depsolve/answer' }));
});

test.each([
  ['of a subscription', { rhsm: true, sslclientkey: null }, 'org.osbuild.rhsm'],
  ['of a client certificate', { sslclientkey: '/etc/pki/key.pem' }, 'org.osbuild.mtls'],
])('secrets %s are a name, never a path', (_, change, secrets) => {
  const { repositories } = parseDepsolveAnswer(JSON.stringify(changedRepository(change)));
  expect(repositories).toEqual([{ ...solved.repositories[0], secrets }]);
});

describe('a depsolver', () => {
  const command = ['osbuild-depsolve-dnf'];
  const program = { kind: 'program', program: 'osbuild-depsolve-dnf' } as const;
  const solve = (...ends: readonly ScriptedEnd[]) =>
    depsolve(request, program, { runner: scriptedRunner(ends.map((end) => ({ command, end }))) });
  const fault = (kind: string, reason: string): ScriptedEnd => ({
    kind: 'exited',
    code: 1,
    stdout: JSON.stringify({ kind, reason }),
  });

  test('is asked in version 2, and in version 1 where it knows no other', async () => {
    const old = fault('InvalidRequest', 'Invalid API version: 2');
    const script = scriptedRunner([
      { command, end: old },
      { command, end: { kind: 'exited', code: 0, stdout: JSON.stringify(first) } },
    ]);
    expect(await depsolve(request, program, { runner: script })).toEqual(solved);
    expect(script.calls.map(({ options }) => JSON.parse(`${options.stdin}`).api_version)).toEqual([2, undefined]);
  });

  test.each<[string, ScriptedEnd, object]>([
    [
      'that finds no package',
      fault('MarkingErrors', 'no match for group\n or package \u001b[31m"lorax"\n'),
      {
        code: 'depsolve/failed',
        message: expect.stringMatching(
          /^the packages of build were not found: no match for group or package .*lorax"$/,
        ),
      },
    ],
    ['that takes too long', { kind: 'timed-out', milliseconds: 1 }, { code: 'depsolve/late' }],
    ['that is missing', { kind: 'not-found' }, { code: 'process/not-found' }],
    ['that crashes', { kind: 'exited', code: 1, stderr: 'Traceback' }, { code: 'process/exit' }],
    ['that answers without JSON', { kind: 'exited', code: 0, stdout: 'hello' }, { code: 'depsolve/answer' }],
  ])('%s is a fault', async (_, end, expected) => {
    await expect(solve(end)).rejects.toMatchObject(expected);
  });

  test('that writes without end is ended', async () => {
    const piece = new Uint8Array(16 * 1024 * 1024);
    let ended = false;
    const endless = {
      run: async (given: readonly string[], options: CommandOptions = {}) => {
        for (let count = 0; count < 100 && options.signal?.aborted !== true; count++)
          options.onOutput?.(piece, 'stdout');
        ended = options.signal?.aborted === true;
        const none = { bytes: new Uint8Array(), dropped: 0 };
        return { kind: 'aborted', command: given, stdout: none, stderr: none } as const;
      },
    };
    await expect(depsolve(request, program, { runner: endless })).rejects.toMatchObject({ code: 'depsolve/answer' });
    expect(ended).toBe(true);
  });

  test('in an image sees the root read-only, and keeps metadata', async () => {
    const image = { kind: 'container', engine: 'podman', image: 'registry.example.com/osbuild' } as const;
    const answered: string[][] = [];
    const script = {
      run: async (given: readonly string[]) => {
        answered.push([...given]);
        const output = (text: string) => ({ bytes: Buffer.from(text), dropped: 0 });
        return {
          kind: 'exited',
          command: given,
          code: 0,
          stdout: output(JSON.stringify(second)),
          stderr: output(''),
        } as const;
      },
    };
    await depsolve(request, image, { runner: script });
    expect(answered).toEqual([
      [
        ...['podman', 'run', '--rm', '--interactive', '--network', 'host', '--security-opt', 'label=disable'],
        ...['--volume', '/srv/root:/srv/root:ro', '--volume', '/var/cache/rpmmd:/var/cache/rpmmd'],
        ...['--entrypoint', '/usr/libexec/osbuild-depsolve-dnf', 'registry.example.com/osbuild'],
      ],
    ]);
  });

  test('is the one that the environment names, before any other', () => {
    expect(findDepsolver({ OSBUILD_DEPSOLVE_DNF: '/opt/depsolve', PATH: '' })).toEqual({
      kind: 'program',
      program: '/opt/depsolve',
    });
  });
});
