import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseImageReference } from '@bootwright/container-image';
import { describe, expect, test } from 'vitest';
import { archiveOf, dockerLayout } from '../../../container-image/testing/image.ts';
import { files, id, image, shellTools, standInEngines } from '../../testing/stand-in-engines.ts';
import { inspectTree } from '../inspect-tree.ts';
import { readImage } from '../read-image.ts';

const { home, scratch, log, saved, options, engine, asked, reading } = standInEngines();

describe.skipIf(shellTools.missing)(`reading${shellTools.note}`, () => {
  test('from podman mounts the image, and unmounts it', async () => {
    engine('podman');
    const outcome = await reading('containers-storage:localhost/a');
    expect(outcome).toMatchObject({
      value: {
        facts: {
          name: 'containers-storage:localhost/a',
          imageId: `sha256:${id}`,
          architecture: 'x86_64',
          labels: new Map([['containers.bootc', '1']]),
          // Podman's own number, which image-builder takes too.
          size: 1000,
        },
        notices: [],
      },
    });
    expect([...asked()].sort()).toEqual([
      'podman image inspect',
      'podman image mount',
      'podman image unmount',
      'podman ps',
    ]);
    expect(asked().indexOf('podman image unmount')).toBeGreaterThan(asked().indexOf('podman image mount'));
  });

  test('from podman is of the image that was mounted, should its name become that of another', async () => {
    const other = 'cd'.repeat(32);
    const known = `case "$*" in *${id}) echo '${image}';; *) echo '${image.replace(id, other)}';; esac`;
    engine('podman', { 'image inspect': known });
    expect(await reading('containers-storage:localhost/a')).toMatchObject({
      value: { facts: { name: 'containers-storage:localhost/a', imageId: `sha256:${id}` } },
    });
  });

  test.each(['', '[]', 'nothing', '[{"id": "abc", "mountpoint": "/"}]', '[{"mountpoint": "/"}]'])(
    'from podman that says %j of what it mounted exports, and says so',
    async (said) => {
      engine('podman', { 'image mount': `echo '${said}'` });
      expect(await reading('containers-storage:localhost/a')).toMatchObject({
        value: { facts: { size: 1000 }, notices: [{ code: 'podman/not-mounted' }] },
      });
    },
  );

  test('from podman that does not mount exports, and says so', async () => {
    engine('podman', { 'image mount': 'echo "cannot do it here" >&2; exit 125' });
    expect(await reading('containers-storage:localhost/a')).toMatchObject({
      value: { notices: [{ code: 'podman/not-mounted', message: expect.stringContaining('cannot do it here') }] },
    });
    expect(asked().slice(-3)).toEqual(['podman create', 'podman export', 'podman rm']);
  });

  // A directory each, as composefs asks for the parents of what it contains.
  const folders = ['usr', 'usr/lib', 'sysroot', 'boot'].map((name) => ({ name, type: '5' }));
  const osRelease = files['usr/lib/os-release'] ?? '';
  const layer = [...folders, { name: 'usr/lib/os-release', content: osRelease }];

  test.each([
    [
      'podman',
      'containers-storage:localhost/a',
      'podman save --quiet --format docker-archive',
      1000,
      'podman/image-id',
    ],
    ['docker', 'docker-daemon:localhost/a', 'docker save', osRelease.length, 'docker/image-id'],
  ] as const)('from %s with its layers reads what it saves', async (program, reference, command, size, code) => {
    writeFileSync(saved, archiveOf(dockerLayout({ layers: [layer] })));
    engine(program, { save: 'cat "$SAVED"' });
    const outcome = await reading(reference, { composefs: true });
    const archived = await reading(`docker-archive:${saved}`, { composefs: true });
    const said = { code, message: expect.stringContaining(`${program} names the image sha256:${id}`) };
    expect(outcome).toMatchObject({
      value: { facts: { name: reference, imageId: `sha256:${id}`, size }, notices: [said] },
    });
    const [root, expected] = [outcome, archived].map((one) => ('value' in one ? one.value.composefs : one));
    expect(root).toMatchObject({ kind: 'tree' });
    expect(root).toEqual(expected);
    expect(readFileSync(log, 'utf8')).toContain(`${command} sha256:${id}\n`);
  });

  test("an image that is not saved to its end is the engine's fault", async () => {
    writeFileSync(saved, archiveOf(dockerLayout({ layers: [layer] })));
    engine('podman', { save: `head -c 3000 "$SAVED"; echo "storage is gone" >&2; exit 125` });
    expect(await reading('containers-storage:localhost/a', { composefs: true })).toMatchObject({
      fault: { code: 'podman/failed', message: expect.stringContaining('storage is gone') },
    });
  });

  test('from Docker exports a container that is never started, and removes it', async () => {
    engine('docker');
    const outcome = await reading('docker-daemon:localhost/a');
    const facts = (tree: Parameters<typeof inspectTree>[0]) => inspectTree(tree, { imgref: 'a' }).info.os.kernel;
    expect('value' in outcome ? facts(outcome.value.tree) : outcome).toEqual({ version: '6.1', hasAbootImage: false });
    expect(asked().slice(-3)).toEqual(['docker create', 'docker export', 'docker rm']);
  });

  test("an export that breaks off is the engine's fault, and the container is removed", async () => {
    engine('docker', { export: 'tar -C "$ROOT" -c . | head -c 700; echo "engine stopped" >&2; exit 1' });
    expect(await reading('docker-daemon:localhost/a')).toMatchObject({
      fault: { code: 'docker/failed', message: 'docker failed for the image localhost/a: engine stopped' },
    });
    expect(asked().at(-1)).toBe('docker rm');
  });

  test('an export that is not an archive is a fault, and nobody waits for its end', async () => {
    engine('docker', { export: 'yes' });
    expect(await reading('docker-daemon:localhost/a')).toMatchObject({ fault: { code: 'image/tar' } });
    expect(asked().at(-1)).toBe('docker rm');
  });

  test.each([
    ['docker', 'docker-daemon:localhost/a', 'docker/not-removed'],
    ['podman', 'containers-storage:localhost/a', 'podman/not-removed'],
  ] as const)('a container that stays is reported with how %s removes it', async (program, reference, code) => {
    engine(program, { 'image mount': 'exit 125', rm: 'exit 1', 'container inspect': ':' });
    expect(await reading(reference)).toMatchObject({
      fault: {
        code,
        message: expect.stringMatching(`^${program} did not remove the container bootwright-`),
        hint: expect.stringMatching(`^remove it with "${program} rm --force bootwright-`),
      },
    });
  });

  test('an image that stays mounted is reported with how podman unmounts it', async () => {
    engine('podman', { 'image unmount': 'exit 1' });
    expect(await reading('containers-storage:localhost/a')).toMatchObject({
      fault: {
        code: 'podman/not-unmounted',
        message: 'podman did not unmount the image localhost/a',
        hint: 'unmount it with "podman image unmount localhost/a"',
      },
    });
  });

  test('an image for another architecture than that asked for is rejected before anything is made', async () => {
    engine('docker');
    expect(await reading('docker-daemon:localhost/a', { architecture: 'aarch64' })).toMatchObject({
      fault: { code: 'image/architecture', message: expect.stringContaining('is for x86_64, not for aarch64') },
    });
    expect(asked()).not.toContain('docker create');
  });

  test.each<[name: string, podman: string | undefined, docker: string | undefined, told: object]>([
    [
      'that podman does not have, without Docker',
      'echo "Error: a: image not known" >&2; exit 125',
      undefined,
      {
        code: 'image/not-found',
        message:
          'cannot read the image localhost/a: podman has no image localhost/a; the program docker is not installed',
        hint: 'pull it first with "podman pull localhost/a", as the same user: root and every other user have images of their own; or read it from its registry: docker://localhost/a',
      },
    ],
    [
      'that Docker does not have, without podman',
      undefined,
      'echo "Error: No such image: localhost/a" >&2; exit 1',
      {
        code: 'image/not-found',
        message:
          "cannot read the image localhost/a: the program podman is not installed; Docker's engine has no image localhost/a",
        hint: 'pull it first with "docker pull localhost/a"; or read it from its registry: docker://localhost/a',
      },
    ],
    [
      'without an engine',
      undefined,
      undefined,
      {
        code: 'podman/not-installed',
        message:
          'cannot read the image localhost/a: the program podman is not installed; the program docker is not installed',
      },
    ],
    [
      'of a broken image that podman has, without asking Docker',
      'echo "[{}]"',
      'echo "Error: No such image: localhost/a" >&2; exit 1',
      { code: 'podman/answer' },
    ],
  ])('a bare name %s is one fault', async (_name, podman, docker, told) => {
    if (podman !== undefined) engine('podman', { 'image inspect': podman });
    if (docker !== undefined) engine('docker', { 'image inspect': docker });
    expect(await reading('localhost/a')).toMatchObject({ fault: { ...told, related: [] } });
  });

  test('ends when the caller asks, with nothing left', async () => {
    engine('docker', { export: 'echo exporting >>"$LOG"; sleep 60' });
    const abort = new AbortController();
    const ending = readImage(parseImageReference('docker-daemon:localhost/a'), { ...options, signal: abort.signal });
    setTimeout(() => abort.abort(new Error('stop')), 700);
    await expect(ending).rejects.toThrow('stop');
    expect(asked().slice(-3)).toEqual(['docker export', 'exporting', 'docker rm']);
  });
});

test('no temporary file, note or process is left', () => {
  expect(readdirSync(scratch)).toEqual([]);
  expect(readdirSync(home).filter((name) => name.startsWith('bootwright-mount-'))).toEqual([]);
});
