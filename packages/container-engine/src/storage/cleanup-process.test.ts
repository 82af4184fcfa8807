import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostRunner } from '@bootwright/process';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { NewContainer } from '../engine-script.ts';
import { containerCleanup, createContainer, mountCleanup, runContainer } from '../engine-script.ts';
import type { Guarded } from './cleanup-process.ts';
import { withCleanup } from './cleanup-process.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-cleanup-'));
const log = join(home, 'log');
const environment = {
  ...process.env,
  PATH: `${home}:${process.env.PATH}`,
  LOG: log,
  HOME: home,
  NODE: process.execPath,
};
const runner = hostRunner(environment);
afterAll(() => rmSync(home, { recursive: true }));
beforeEach(() => rmSync(log, { force: true }));

/** A podman that writes down what it is asked, and does as the shell code says. */
function podman(code: string): void {
  const file = join(home, 'podman');
  writeFileSync(file, `#!/bin/sh\necho "$*" >>"$LOG"\n${code}\n`);
  chmodSync(file, 0o755);
}

const asked = () => readFileSync(log, 'utf8').trim().split('\n');

const id = 'ab'.repeat(32);
const created: NewContainer = {
  engine: 'podman',
  name: 'bootwright-7-42-1',
  owner: { pid: 7, start: 42, place: 'boot/1' },
  imageId: `sha256:${id}`,
};
const options =
  '--name bootwright-7-42-1 --label dev.bootwright.owner=7:42 --label dev.bootwright.place=boot/1 --network none';
const create = `create ${options} sha256:${id} /bootwright-never-runs-this`;
const remove = 'rm --force --volumes bootwright-7-42-1';
const look = 'container inspect bootwright-7-42-1';

const guarded = (command: readonly string[]): Guarded => ({
  command,
  refused: (result) => new Error(`failed ${'stderr' in result ? Buffer.from(result.stderr.bytes) : result.kind}`),
  left: () => new Error('left'),
});
const container = guarded(containerCleanup(created, createContainer(created)));
const mount = guarded(mountCleanup('localhost/a', { rootless: false, notes: home }));

describe('a container', () => {
  test('is there while it is used, and removed after', async () => {
    podman('');
    const line = await withCleanup(container, { runner }, async (first) => {
      expect(asked()).toEqual([create]);
      return first;
    });
    expect(line).toMatch(/^\d+$/);
    expect(asked()).toEqual([create, remove]);
  });

  test('runs without a network, and not longer than an hour', () => {
    expect(runContainer(created).join(' ')).toBe(
      `podman run --detach --rm ${options} --stop-timeout 0 --entrypoint sleep sha256:${id} 3600`,
    );
  });

  test('is removed where its user fails', async () => {
    podman('');
    const failing = withCleanup(container, { runner }, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(asked()).toEqual([create, remove]);
  });

  test('that cannot be made is looked for all the same, and nobody uses it', async () => {
    podman('case $1 in create) echo broken >&2; exit 125;; *) exit 1;; esac');
    const failing = withCleanup(container, { runner }, () => Promise.reject(new Error('used')));
    await expect(failing).rejects.toThrow('failed broken');
    expect(asked()).toEqual([create, remove, look]);
  });

  test('that something else removes at the same time is gone, and that is well', async () => {
    podman('case $1 in rm) exit 1;; container) exit 1;; esac');
    expect(await withCleanup(container, { runner }, async () => 'used')).toBe('used');
    expect(asked()).toEqual([create, remove, look]);
  });

  test('that is not removed at once is tried again', async () => {
    podman('case $1 in rm) if [ -e "$HOME/again" ]; then exit 0; else : >"$HOME/again"; exit 1; fi;; esac');
    expect(await withCleanup(container, { runner }, async () => 'used')).toBe('used');
    expect(asked()).toEqual([create, remove, look, remove]);
  });

  test('is removed where the caller asks for the end while it is used', async () => {
    podman('');
    const abort = new AbortController();
    const aborted = withCleanup(container, { runner, signal: abort.signal }, async () =>
      abort.abort(new Error('stop')),
    );
    await expect(aborted).rejects.toThrow('stop');
    expect(asked()).toEqual([create, remove]);
  });

  test('is first made and then removed where the caller asks for the end meanwhile', async () => {
    podman('case $1 in create) "$NODE" -e "setTimeout(() => {}, 500)"; echo made >>"$LOG";; esac');
    const signal = AbortSignal.timeout(200);
    const aborted = withCleanup(container, { runner, signal }, () => Promise.reject(new Error('used')));
    await expect(aborted).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(asked()).toEqual([create, 'made', remove]);
  });

  test('is not made where the end was asked for before', async () => {
    podman('');
    const aborted = withCleanup(
      container,
      { runner, signal: AbortSignal.abort(new Error('stop')) },
      async () => 'used',
    );
    await expect(aborted).rejects.toThrow('stop');
    expect(existsSync(log)).toBe(false);
  });
});

describe('a mounted image', () => {
  // As podman prints it, over several lines.
  const said = [{ id, Names: null, Repositories: ['localhost/a:latest'], mountpoint: '/some/where "else"' }];
  const mounting = `case $2 in mount) echo '${JSON.stringify(said, undefined, 1)}';; esac`;
  const mountIt = 'image mount --format json localhost/a';

  test('is unmounted after its use, and noted as long as it is mounted', async () => {
    podman(mounting);
    await withCleanup(mount, { runner }, async (line) => {
      const [, pid, json = ''] = /^(\d+) (.*)$/.exec(line) ?? [];
      expect(JSON.parse(json)).toEqual(said);
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1').split(' ');
      expect(readFileSync(join(home, `bootwright-mount-${pid}:${stat[21]}`), 'utf8')).toBe(`${json}\n`);
      expect(asked()).toEqual([mountIt]);
      rmSync(join(home, `bootwright-mount-${pid}:${stat[21]}`));
    });
    expect(asked()).toEqual([mountIt, `image unmount ${id}`]);
  });

  test('that cannot be mounted is not unmounted: others may have mounted it', async () => {
    podman('echo broken >&2; exit 125');
    const failing = withCleanup(mount, { runner }, async () => 'used');
    await expect(failing).rejects.toThrow('failed broken');
    expect(asked()).toEqual([mountIt]);
  });

  test('that is not unmounted is reported', async () => {
    podman(`${mounting}\ncase $2 in unmount) exit 1;; esac`);
    await expect(withCleanup(mount, { runner }, async () => 'used')).rejects.toThrow('left');
  });

  test("is mounted in a space of podman's own without root", () => {
    const [first, second, ...rest] = mountCleanup(created.imageId, { rootless: true });
    expect([first, second, rest[0]]).toEqual(['podman', 'unshare', 'sh']);
  });
});

test('without the program nobody uses anything', async () => {
  const nowhere = hostRunner({ ...environment, PATH: '/nowhere' });
  const failing = withCleanup({ ...container, command: ['podman'] }, { runner: nowhere }, async () => 'used');
  await expect(failing).rejects.toThrow('failed not-found');
});
