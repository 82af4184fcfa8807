import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EngineName } from '@bootwright/container-engine';
import { parseImageReference } from '@bootwright/container-image';
import { hostRunner } from '@bootwright/process';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { findProgram, needs, program } from '../../../../tools/probes.mjs';
import { archiveOf, dockerLayout } from '../../../container-image/testing/image.ts';
import { settled } from '../../../core/testing/async-outcome.ts';
import { inspectTree } from '../inspect-tree.ts';
import { compareFacts } from '../output/compare-facts.ts';
import type { ReadImageOptions } from '../read-image.ts';
import { readImage } from '../read-image.ts';
import { runInContainer } from '../running/run-in-container.ts';

// Engines of a few lines of shell, so that the whole way is tested where no engine is installed.
const home = mkdtempSync(join(tmpdir(), 'bootwright-stand-in-'));
const programs = join(home, 'bin');
const scratch = join(home, 'scratch');
const root = join(home, 'root');
const log = join(home, 'log');
const saved = join(home, 'saved.tar');
const tools = join(home, 'tools');
const environment = {
  // Nothing else, so that no engine of this machine is found.
  PATH: `${programs}:${tools}`,
  HOME: home,
  ROOT: root,
  SAVED: saved,
  LOG: log,
  TMPDIR: scratch,
  XDG_RUNTIME_DIR: home,
};
const options: ReadImageOptions = { runner: hostRunner(environment), environment };
const id = 'ab'.repeat(32);

const files: Readonly<Record<string, string>> = {
  'usr/lib/os-release': 'ID=debian\nVERSION_ID=13\nNAME=Debian\n',
  'usr/lib/modules/6.1/vmlinuz': 'kernel',
  'usr/lib/bootc/kargs.d/a.toml': 'kargs = ["quiet"]\n',
};
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
mkdirSync(join(root, 'etc'));
symlinkSync('../usr/lib/os-release', join(root, 'etc/os-release'));
mkdirSync(scratch);
mkdirSync(tools);
const names = ['sh', 'tar', 'cat', 'head', 'yes', 'rm', 'tr', 'sleep'] as const;
const shellTools = needs(...names.map((name) => program(name)));
for (const name of names.filter((tool) => tool !== 'sleep')) {
  const found = findProgram(name);
  if (found !== undefined) symlinkSync(found, join(tools, name));
}
// No pause between two tries to remove a container.
writeProgram(join(tools, 'sleep'), ['[ "$1" = 1 ] || exec /bin/sleep "$@"']);
afterAll(() => rmSync(home, { recursive: true }));
beforeEach(() => rmSync(log, { force: true }));

function writeProgram(file: string, lines: readonly string[]): void {
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
}

const image = JSON.stringify([{ Id: id, Architecture: 'amd64', Size: 1000, Labels: { 'containers.bootc': '1' } }]);
const ruler = '='.repeat(72);

const usual: Readonly<Record<string, string>> = {
  'image inspect': `echo '${image}'`,
  'image mount': `printf '[{"id": "${id}", "mountpoint": "%s"}]' "$ROOT"`,
  'image unmount': ':',
  unshare: 'shift; exec "$@"',
  ps: ':',
  create: 'echo made',
  run: 'echo made',
  rm: ':',
  export: 'tar -C "$ROOT" -c .',
  'container inspect': 'exit 1',
  'exec bootc container': `echo '{"kargs":["quiet"],"kernel":{"version":"6.1","unified":false}}'`,
  'exec bootc install': `echo '{"block":["direct"],"kargs":[]}'`,
  'exec lsinitrd --mod': `printf 'dracut modules:\\nbootc\\n${ruler}\\n'`,
  'exec cat /etc/os-release': 'cat "$ROOT/etc/os-release"',
};

/** Makes a stand-in that does what is usual, but for what is changed. In `exec NAME PROGRAM …` the name is left out. */
function engine(program: EngineName, changes: Readonly<Record<string, string>> = {}): void {
  const cases = Object.entries({ ...usual, ...changes }).map(([words, code]) => `  '${words} '*) ${code};;`);
  const script = [
    `echo "${program} $*" | head -n 1 >>"$LOG"`,
    'words="$*"',
    '[ "$1" != exec ] || words="exec $3 $4 $5"',
    'case "$words " in',
    ...cases,
    '  *) echo "not asked: $words" >&2; exit 99;;',
    'esac',
  ];
  mkdirSync(programs, { recursive: true });
  writeProgram(join(programs, program), script);
}

function noEngines(): void {
  rmSync(programs, { recursive: true, force: true });
}

/** What engines were asked, without options and names; only users without root need the space of podman's own. */
function asked(): readonly string[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('podman unshare '));
  return lines.map((line) =>
    line
      .split(' ')
      .slice(0, 3)
      .join(' ')
      .replace(/ (--\S+|bootwright-\S+|localhost\/a)$/, ''),
  );
}

const reading = (reference: string, more: Partial<ReadImageOptions> = {}) =>
  settled(readImage(parseImageReference(reference), { ...options, ...more }));
const asking = (reference: string, more: Partial<ReadImageOptions> = {}) =>
  settled(runInContainer(parseImageReference(reference), { ...options, ...more }));

beforeEach(noEngines);

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
    ['podman', 'containers-storage:localhost/a', 'podman save --quiet --format docker-archive', 1000],
    ['docker', 'docker-daemon:localhost/a', 'docker save', osRelease.length],
  ] as const)('from %s with its layers reads what it saves', async (program, reference, command, size) => {
    writeFileSync(saved, archiveOf(dockerLayout({ layers: [layer] })));
    engine(program, { save: 'cat "$SAVED"' });
    const outcome = await reading(reference, { composefs: true });
    const archived = await reading(`docker-archive:${saved}`, { composefs: true });
    expect(outcome).toMatchObject({ value: { facts: { name: reference, imageId: `sha256:${id}`, size } } });
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

  test('a container that stays is reported with what removes it', async () => {
    engine('docker', { rm: 'exit 1', 'container inspect': ':', export: 'tar -C "$ROOT" -c .' });
    expect(await reading('docker-daemon:localhost/a')).toMatchObject({
      fault: {
        code: 'docker/not-removed',
        hint: expect.stringMatching(/^remove it with "docker rm --force bootwright-/),
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

describe.skipIf(shellTools.missing)(`asking${shellTools.note}`, () => {
  test.each(['podman', 'docker'] as const)(
    '%s runs the container, asks, removes it, and gives the facts of reading',
    async (program) => {
      engine(program);
      const reference = program === 'podman' ? 'containers-storage:localhost/a' : 'docker-daemon:localhost/a';
      const outcome = await asking(reference);
      const read = await reading(reference);
      if ('fault' in outcome) throw outcome.fault;
      if ('fault' in read) throw read.fault;
      const { info, bootc } = outcome.value.inspection;
      expect(info).toMatchObject({ imgref: 'localhost/a', imageId: `sha256:${id}`, size: 1000 });
      expect(bootc.installConfiguration).toEqual({ block: ['direct'], kargs: [] });
      const { imageId = '', architecture = 'x86_64' } = read.value.facts;
      const given = { imgref: 'localhost/a', imageId, architecture };
      expect(compareFacts(inspectTree(read.value.tree, given), outcome.value.inspection)).toEqual([
        { fact: 'os_info.initrd_modules', asked: ['bootc'] },
        { fact: 'bootc.install_configuration.block', asked: ['direct'] },
        { fact: 'bootc.install_configuration.kargs', asked: [] },
      ]);
      expect(asked()).toContain(`${program} rm`);
    },
  );

  test('a bootc before 1.12 says nothing of the kernel, and may not know --all', async () => {
    const install = `case "$*" in *--all) echo usage >&2; exit 2;; esac; echo '{"bootloader":"grub"}'`;
    engine('podman', { 'exec bootc container': 'echo usage >&2; exit 2', 'exec bootc install': install });
    expect(await asking('localhost/a')).toMatchObject({
      value: {
        inspection: {
          info: { unifiedKernel: false, bootloader: 'grub' },
          bootc: { kernelArguments: ['quiet'] },
          notices: [{ code: 'inspect/old-bootc' }],
        },
      },
    });
  });

  test.each([
    [
      'no bootc',
      { 'exec bootc container': 'echo "exec: bootc: executable file not found in $PATH" >&2; exit 127' },
      'inspect/no-program',
      'the container localhost/a has no program bootc that could be asked',
    ],
    [
      'a bootc that fails',
      { 'exec bootc install': 'echo "error: Parsing a.toml" >&2; exit 1' },
      'inspect/asked',
      'asked in the container localhost/a: bootc install print-configuration --all failed with exit code 1: error: Parsing a.toml',
    ],
    [
      'an lsinitrd that fails',
      { 'exec lsinitrd --mod': 'exit 2' },
      'inspect/asked',
      'asked in the container localhost/a: lsinitrd --mod --kver 6.1 failed with exit code 2 and said nothing',
    ],
    [
      'nonsense',
      { 'exec bootc container': 'echo hello' },
      'inspect/answer',
      'the container\'s "bootc container inspect --json" printed what cannot be read: "hello\\n"',
    ],
    [
      'no sleep',
      { run: 'echo "exec: \\"sleep\\": executable file not found" >&2; exit 127' },
      'podman/no-sleep',
      'the image localhost/a has no program sleep, so no command can run in it',
    ],
  ])('%s is a fault, and the container is removed', async (_, changes, code, message) => {
    engine('podman', changes);
    expect(await asking('localhost/a')).toMatchObject({ fault: { code, message } });
    expect(asked()).toContain('podman rm');
  });

  test("ends when the caller's time is over, with nothing left", async () => {
    engine('podman', { 'exec lsinitrd --mod': 'sleep 60' });
    const signal = AbortSignal.timeout(1000);
    const ending = runInContainer(parseImageReference('localhost/a'), { ...options, signal });
    await expect(ending).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(asked().at(-1)).toBe('podman rm');
  });

  test.each([
    ['podman has it not, Docker does', { 'image inspect': 'echo "image not known" >&2; exit 125' }, 'docker rm'],
    ['podman fails', { 'image inspect': 'echo "database is locked" >&2; exit 125' }, 'podman/failed'],
  ])('a bare name: %s', async (_, changes, expected) => {
    engine('podman', changes);
    engine('docker');
    const outcome = await asking('localhost/a');
    expect('fault' in outcome ? outcome.fault.code : asked().at(-1)).toBe(expected);
  });

  test.each(['dir:/', 'oci:/x', 'docker://registry.example.com/a'])('%s cannot be run', async (reference) => {
    expect(await asking(reference)).toMatchObject({ fault: { code: 'reference/not-run' } });
  });
});

test('no temporary file, note or process is left', () => {
  expect(readdirSync(scratch)).toEqual([]);
  expect(readdirSync(home).filter((name) => name.startsWith('bootwright-mount-'))).toEqual([]);
});
