import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { byRoot, needs } from '../../../../tools/probes.mjs';
import { captured } from '../captured.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-packages-'));
afterAll(() => rmSync(home, { recursive: true }));

const standIn = join(import.meta.dirname, '../../../../tools/stand-in-depsolver.mjs');
const root = join(home, 'root');
beforeAll(() => {
  cpSync(join(import.meta.dirname, '../../../../test-data/containers/traditional'), root, { recursive: true });
  rmSync(join(root, 'etc/os-release'), { force: true });
  rmSync(join(root, 'usr/lib/os-release'));
  writeFileSync(
    join(root, 'usr/lib/os-release'),
    'ID=fedora\nVERSION_ID=43\nNAME="Fedora Linux"\nPLATFORM_ID=platform:f43\n',
  );
  mkdirSync(join(root, 'etc/yum.repos.d'));
  writeFileSync(join(root, 'etc/yum.repos.d/a.repo'), '[releases]\nbaseurl=https://mirror.example.com/43\n');
});

const image = ['--ref', 'registry.example.com/me/os:1', '--arch', 'x86_64', '--image-id', `sha256:${'a'.repeat(64)}`];
const manifest = (given: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  captured(['manifest', ...given, ...image, '--type', 'anaconda-iso', '--seed', '1'], {
    directory: home,
    environment: { PATH: process.env.PATH ?? '', TMPDIR: home, XDG_CACHE_HOME: join(home, 'cache'), ...environment },
  });

test('the packages of an installer come from the repositories of the container', async () => {
  const { status, stdout } = await manifest(['--root', root], { OSBUILD_DEPSOLVE_DNF: standIn });
  expect(status).toBe(0);
  const { sources, pipelines } = JSON.parse(stdout);
  const librepo = sources['org.osbuild.librepo'];
  expect(librepo.options.mirrors).toEqual({ releases: { url: 'https://mirror.example.com/43', type: 'baseurl' } });
  expect(Object.values(librepo.items)).toContainEqual({ path: 'p/kernel.rpm', mirror: 'releases' });
  expect(pipelines.map(({ name }: { name: string }) => name)).toEqual([
    ...['build', 'anaconda-tree', 'efiboot-tree', 'bootiso-tree', 'bootiso'],
  ]);
  expect(pipelines[0].stages[0]).toMatchObject({ type: 'org.osbuild.rpm', options: { gpgkeys: ['key'] } });
});

const asRoot = needs(byRoot());
test.skipIf(asRoot.missing)(
  `of a container in podman the repositories are read where podman mounts it${asRoot.note}`,
  async () => {
    const bin = join(home, 'bin');
    mkdirSync(bin);
    const id = 'a'.repeat(64);
    const mounted = JSON.stringify([{ id, mountpoint: root }]);
    // A stand-in for podman, which has one image.
    const podman = [
      '#!/bin/sh',
      `echo "$*" >>${join(home, 'podman.log')}`,
      `[ "$2" = unmount ] || echo '${mounted}'`,
      '',
    ];
    writeFileSync(join(bin, 'podman'), podman.join('\n'), { mode: 0o755 });
    const container = {
      ...{ imgref: 'registry.example.com/me/os:1', image_id: `sha256:${id}`, arch: 'x86_64', size: 1_000_000_000 },
      ...{ default_root_fs: 'ext4', os_info: { os_release: { id: 'fedora', version_id: '43', name: 'Fedora Linux' } } },
    };
    writeFileSync(join(home, 'request.json'), JSON.stringify({ container, image_type: 'iso', seed: 1 }));
    const argv = ['manifest', '--request', 'request.json'];
    const environment = {
      ...{
        PATH: `${bin}:${process.env.PATH}`,
        TMPDIR: home,
        XDG_RUNTIME_DIR: home,
        XDG_CACHE_HOME: join(home, 'cache'),
      },
      OSBUILD_DEPSOLVE_DNF: standIn,
    };
    const { status, stdout } = await captured(argv, { directory: home, environment });
    expect(status).toBe(0);
    expect(Object.keys(JSON.parse(stdout).sources['org.osbuild.librepo'].options.mirrors)).toEqual(['releases']);
    expect(readFileSync(join(home, 'podman.log'), 'utf8').trim().split('\n')).toEqual([
      `image mount --format json sha256:${id}`,
      `image unmount ${id}`,
    ]);
    const remote = await captured([...argv, '--bootc-remote'], { directory: home, environment });
    expect(remote.stderr).toContain('[source/repositories]');
  },
);

test('what the depsolver says is the fault, with the type that needs no packages', async () => {
  const bare = join(home, 'bare');
  cpSync(root, bare, { recursive: true });
  writeFileSync(join(bare, 'etc/yum.repos.d/a.repo'), '');
  const { status, stdout, stderr } = await manifest(['--root', bare], { OSBUILD_DEPSOLVE_DNF: standIn });
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toContain('the packages of build were not found: There was a problem finding repositories');
  expect(stderr).toContain('[depsolve/failed]');
  expect(stderr).toContain('"bootc-installer"');
});

test('a repository with a client certificate needs variables that name its files', async () => {
  const locked = join(home, 'locked');
  cpSync(root, locked, { recursive: true });
  const repository = '[locked]\nbaseurl=https://mirror.example.com/43\nsslclientkey=/etc/pki/key.pem\n';
  writeFileSync(join(locked, 'etc/yum.repos.d/a.repo'), repository);
  const environment = { OSBUILD_DEPSOLVE_DNF: standIn };
  const { status, stdout, stderr } = await manifest(['--root', locked], environment);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).sources['org.osbuild.librepo'].options.mirrors.locked.secrets).toEqual({
    name: 'org.osbuild.mtls',
  });
  expect(stdout).not.toContain('key.pem');
  expect(stderr.match(/\[source\/client-certificate\]/g)).toHaveLength(1);
  expect((await manifest(['--root', locked, '--strict'], environment)).status).toBe(3);
  const name = (last: string) => [`OSBUILD_SOURCES_CURL_SSL_CLIENT_${last}`, '/root/file.pem'] as const;
  const named = { ...environment, ...Object.fromEntries([name('KEY'), name('CERT')]) };
  expect((await manifest(['--root', locked, '--strict'], named)).status).toBe(0);
});
