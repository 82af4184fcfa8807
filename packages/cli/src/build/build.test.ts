import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { byRoot, needs } from '../../../../tools/probes.mjs';
import { type Captured, captured, type Surroundings } from '../captured.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'bootwright-build-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const standIn = join(import.meta.dirname, '../../../../tools/stand-in-osbuild.mjs');
const containers = join(import.meta.dirname, '../../../../test-data/containers');
const container = [
  ...['--root', join(containers, 'traditional'), '--ref', 'registry.example.com/harbour/web:1', '--arch', 'x86_64'],
  ...['--image-id', `sha256:${'a'.repeat(64)}`, '--seed', '1'],
];

let directory = '';
let made = 0;
beforeEach(() => {
  directory = join(home, `${made++}`);
  for (const name of ['run', 'tmp', 'work']) mkdirSync(join(directory, name), { recursive: true });
});

function build(argv: readonly string[], surroundings: Surroundings = {}): Promise<Captured> {
  return captured(['build', ...argv, '--unchecked', '--osbuild', standIn, '--cache', join(directory, 'store')], {
    directory: join(directory, 'work'),
    environment: {
      PATH: process.env.PATH ?? '',
      XDG_RUNTIME_DIR: join(directory, 'run'),
      TMPDIR: join(directory, 'tmp'),
    },
    ...surroundings,
  });
}

/** A manifest of one pipeline in a file. */
function manifest(stages: readonly object[], name = 'os.json'): string {
  const file = join(directory, 'work', name);
  writeFileSync(file, JSON.stringify({ version: '2', pipelines: [{ name: 'image', stages }] }));
  return file;
}

/** A request for a container whose initramfs boots from the network. */
function networkBootRequest(): string {
  const file = join(directory, 'work', 'request.json');
  const request = {
    container: {
      imgref: 'registry.example.com/harbour/web:1',
      image_id: `sha256:${'a'.repeat(64)}`,
      arch: 'x86_64',
      default_root_fs: 'ext4',
      size: 1_000_000_000,
      os_info: {
        os_release: { id: 'harbour', version_id: '1', name: 'Harbour Linux' },
        kernel_info: { version: '6.12.7' },
        selinux_policy: 'targeted',
        initrd_modules: ['ostree', 'dmsquash-live', 'livenet'],
      },
    },
    image_type: 'pxe-tar-xz',
    seed: 1,
  };
  writeFileSync(file, JSON.stringify(request));
  return file;
}

const files = (folder = 'work') =>
  readdirSync(join(directory, folder), { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(directory, folder).length + 1))
    .sort();
const disk = { type: 'org.osbuild.truncate', options: { filename: 'disk.raw', size: '1000' } };
const at = (name: string) => join(directory, 'work', name);

describe('what a build makes', () => {
  test('one image, in a folder named after it', async () => {
    const { status, stdout, stderr } = await build([...container, '--type', 'qcow2', '--progress', 'verbose']);
    const name = 'bootc-harbour-1-qcow2-x86_64';
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `Image build successful: ${at(`${name}/${name}.qcow2`)}\n`,
    });
    expect(stderr).toContain('\nstage org.osbuild.qemu done after ');
    expect(files()).toEqual([`${name}/${name}.qcow2`]);
    expect(readFileSync(at(`${name}/${name}.qcow2`), 'utf8')).toBe('org.osbuild.qemu\n');
    expect([files('tmp'), files('run'), files('store')]).toEqual([[], [], []]);
  });

  test('several types in one run, one of them under two names, with manifest and log', async () => {
    const types = ['--type', 'qcow2,raw', '--type', 'ami'];
    const { status, stdout } = await build([
      ...container,
      ...types,
      '--output-dir',
      'out',
      '--with-manifest',
      '--with-buildlog',
      '--json',
    ]);
    expect(status).toBe(0);
    const name = (type: string, ending: string) => `bootc-harbour-1-${type}x86_64${ending}`;
    expect(files()).toEqual([
      `out/${name('ami-', '.raw')}`,
      `out/${name('qcow2-', '.qcow2')}`,
      `out/${name('raw-', '.raw')}`,
      `out/${name('', '.buildlog')}`,
      `out/${name('', '.osbuild-manifest.json')}`,
    ]);
    const told: { images: readonly { type: string; file: string }[] } = JSON.parse(stdout);
    expect(told.images.map(({ type }) => type)).toEqual(['qcow2', 'raw', 'ami']);
    expect(
      readFileSync(at(`out/${name('', '.buildlog')}`), 'utf8')
        .match(/^pipeline .*$/gm)
        ?.slice(0, 2),
    ).toEqual(['pipeline build', 'pipeline image']);
    const kept = await captured(['manifest', ...container, '--type', 'raw']);
    expect(readFileSync(at(`out/${name('', '.osbuild-manifest.json')}`), 'utf8')).toBe(kept.stdout);
  });

  test('the layout of bootc-image-builder', async () => {
    const argv = [...container, '--type', 'qcow2', '--type', 'raw', '--layout', 'bib', '--output-dir', 'output'];
    expect((await build(argv)).status).toBe(0);
    expect(files()).toEqual(['output/image/disk.raw', 'output/manifest-qcow2-raw.json', 'output/qcow2/disk.qcow2']);
  });

  const payload = [
    ...['--installer-payload-ref', 'registry.example.com/harbour/web:2'],
    ...['--payload-image-id', `sha256:${'b'.repeat(64)}`],
  ];

  test('an ISO and an archive for network boot, by the names of image-builder', async () => {
    for (const type of ['bootc-generic-iso', 'bootc-installer', 'pxe-tar-xz']) {
      const source = type === 'pxe-tar-xz' ? ['--request', networkBootRequest()] : container;
      const { status, stdout } = await build([
        ...source,
        '--type',
        type,
        ...(type === 'bootc-installer' ? payload : []),
      ]);
      const ending = type === 'pxe-tar-xz' ? 'tar.xz' : 'iso';
      const name = `bootc-harbour-1-${type}-x86_64`;
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: `Image build successful: ${at(`${name}/${name}.${ending}`)}\n`,
      });
    }
  });

  test.each([
    ['bootc-installer', ['bootiso/install.iso', 'manifest-bootc-installer.json']],
    ['bootc-generic-iso', ['bootiso/install.iso', 'manifest-bootc-generic-iso.json']],
  ])('%s in the layout of bootc-image-builder', async (type, expected) => {
    const argv = [...container, '--type', type, ...(type === 'bootc-installer' ? payload : []), '--layout', 'bib'];
    expect((await build([...argv, '--output-dir', '.'])).status).toBe(0);
    expect(files()).toEqual(expected);
    expect(readFileSync(at('bootiso/install.iso'), 'utf8')).toBe('org.osbuild.xorrisofs\n');
  });

  test('disks and an archive for network boot, each from its own manifest', async () => {
    const argv = [
      '--request',
      networkBootRequest(),
      '--type',
      'qcow2,pxe-tar-xz',
      '--layout',
      'bib',
      '--output-dir',
      'o',
    ];
    expect((await build(argv)).status).toBe(0);
    expect(files()).toEqual([
      ...['o/manifest-pxe-tar-xz.json', 'o/manifest-qcow2.json', 'o/qcow2/disk.qcow2', 'o/xz/pxe.tar.xz'],
      'request.json',
    ]);
  });

  test('the ISO of a manifest that is there already', async () => {
    const iso = { type: 'org.osbuild.xorrisofs', options: { filename: 'install.iso' } };
    const { stdout } = await build(['--manifest', manifest([iso]), '--output-dir', '.']);
    expect(stdout).toBe(`Image build successful: ${at('os-image.iso')}\n`);
  });

  test('a name of its own, whose ending may be given', async () => {
    expect((await build([...container, '--type', 'qcow2', '--output-name', 'os.qcow2'])).status).toBe(0);
    expect(files()).toEqual(['os.qcow2']);
  });

  test('a manifest that is there already', async () => {
    const { stdout } = await build(['--manifest', manifest([disk]), '--output-dir', '.']);
    expect(stdout).toBe(`Image build successful: ${at('os-image.raw')}\n`);
    expect(statSync(at('os-image.raw')).size).toBe(1000);
  });

  test('a plain file is replaced when the new one is whole, and stays where a build fails', async () => {
    writeFileSync(at('os-image.raw'), 'old');
    const failed = manifest([disk, { type: 'org.osbuild.copy', options: { fail: 'no\n' } }]);
    expect((await build(['--manifest', failed, '--output-dir', '.'])).status).toBe(6);
    expect(readFileSync(at('os-image.raw'), 'utf8')).toBe('old');
    expect((await build(['--manifest', manifest([disk]), '--output-dir', '.'])).status).toBe(0);
    expect(statSync(at('os-image.raw')).size).toBe(1000);
    expect(files()).toEqual(['os-image.raw', 'os.json']);
  });

  const asRoot = needs(byRoot());
  test.skipIf(asRoot.missing)(`files of somebody else${asRoot.note}`, async () => {
    const argv = ['--manifest', manifest([disk]), '--output-dir', 'a/b', '--chown', '1234:1235', '--with-manifest'];
    expect((await build(argv)).status).toBe(0);
    const owners = ['a', 'a/b', 'a/b/os-image.raw', 'a/b/os-image.osbuild-manifest.json'].map((name) => {
      const { uid, gid } = statSync(at(name));
      return `${uid}:${gid}`;
    });
    expect(owners).toEqual(['1234:1235', '1234:1235', '1234:1235', '1234:1235']);
  });
});

describe('what a build tells', () => {
  test('as JSON, an event a line', async () => {
    const argv = ['--manifest', manifest([{ ...disk, options: { ...disk.options, said: 'a\n' } }]), '--json'];
    const { stderr } = await build(argv);
    const events = stderr
      .trim()
      .split('\n')
      .map((line): { event: string; pipeline?: string } => JSON.parse(line));
    expect(events.map(({ event }) => event)).toEqual([
      'log',
      'pipeline-started',
      'stage-started',
      'log',
      'stage-finished',
      'pipeline-finished',
      'log',
    ]);
    expect(events[4]).toMatchObject({
      level: 'progress',
      pipeline: 'image',
      stage: { type: 'org.osbuild.truncate' },
      success: true,
      overall: { done: 0, total: 1 },
      stages: { done: 1, total: 1 },
    });
  });

  test('on a terminal, a few lines that are redrawn', async () => {
    const { stderr } = await build(['--manifest', manifest([disk])], { terminal: true, columns: 60 });
    const last = stderr.slice(stderr.lastIndexOf('\u001b[J') + 3);
    expect(last.replaceAll(/\d+\.\d/g, 'N')).toBe(
      [`${'pipeline image (1 of 1)'.padEnd(54)}N s`, `${'1 of 1 done'.padEnd(54)}N s`, ''].join('\n'),
    );
  });

  test('of a failure the stage, the tail of its log, and its place in the file', async () => {
    const file = manifest([disk, { type: 'org.osbuild.copy', options: { fail: 'cp: \u001b[31mcannot stat x\n' } }]);
    const { status, stdout, stderr } = await build(['--manifest', file, '--progress', 'term'], { terminal: true });
    expect({ status, stdout }).toEqual({ status: 6, stdout: '' });
    expect(stderr.slice(stderr.indexOf('error:')).split('\n').slice(0, 3)).toEqual([
      'error: the stage org.osbuild.copy of the pipeline image failed [osbuild/stage]',
      '  | cp: cannot stat x',
      `  at ${file}:1:135: pipelines[0].stages[1]`,
    ]);
    expect(files()).toEqual(['os.json']);
  });

  test('a failed build reports the customization that led to it', async () => {
    writeFileSync(at('config.toml'), '[[customizations.user]]\nname = "admin"\n');
    const argv = [...container, '--type', 'qcow2', '--blueprint', 'config.toml', '--json'];
    const { status, stderr } = await build(argv, {
      environment: {
        PATH: process.env.PATH ?? '',
        XDG_RUNTIME_DIR: join(directory, 'run'),
        TMPDIR: join(directory, 'tmp'),
        STAND_IN_FAILS_AT: 'org.osbuild.users',
      },
    });
    expect(status).toBe(6);
    const problems = stderr.split('\n').filter((line) => line.includes('build/wish') || line.includes('"fault"'));
    expect(problems.map((line) => JSON.parse(line))).toMatchObject([
      {
        code: 'build/wish',
        at: { file: 'config.toml', path: ['customizations', 'user'], line: 1 },
      },
      { code: 'osbuild/stage', at: { document: 'manifest' } },
    ]);
  });

  test('that it was interrupted, by its status alone', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 1500);
    const slow = manifest([{ type: 'org.osbuild.noop', options: { milliseconds: 60_000 } }]);
    const { status, stdout } = await build(['--manifest', slow, '--output-dir', 'out'], { signal: abort.signal });
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
    expect(files()).toEqual(['os.json']);
    expect(existsSync(at('out'))).toBe(false);
  });
});

describe('what cannot be built', () => {
  test.each<readonly [string, readonly string[], string]>([
    ['nothing', [], 'no container given: expected REF, --root DIR or --request FILE [usage/options]'],
    ['no type', container, 'needs --type [usage/options]'],
    ['an unknown type', [...container, '--type', 'raw,qcow'], 'unsupported image type "qcow"'],
    [
      'a manifest and a type',
      ['--manifest', 'os.json', '--type', 'raw'],
      '--type would have no effect with --manifest [usage/options]',
    ],
    [
      'an ISO together with a disk',
      [...container, '--type', 'qcow2,iso'],
      'cannot mix ISO/disk images in request [qcow2 iso] [usage/options]',
    ],
    [
      'two ISOs in one folder of bootc-image-builder',
      [
        ...[...container, '--type', 'bootc-installer,bootc-generic-iso', '--layout', 'bib'],
        ...['--installer-payload-ref', 'a/b:1', '--payload-image-id', `sha256:${'b'.repeat(64)}`],
      ],
      'bootc-installer and bootc-generic-iso would both be the file bootiso/install.iso',
    ],
    ['an export of no manifest', [...container, '--type', 'raw', '--export', 'image'], '--export needs --manifest'],
    ['an owner that is not a number', ['--chown', 'me'], '--chown: "me" is not UID or UID:GID'],
  ])('%s', async (_, argv, message) => {
    const { status, stderr } = await build(argv);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });

  test('two images of one name', async () => {
    const pipelines = ['one', 'two'].map((name) => ({ name, stages: [disk] }));
    writeFileSync(at('two.json'), JSON.stringify({ version: '2', pipelines }));
    const argv = ['--manifest', 'two.json', '--export', 'one,two', '--output-name', 'os'];
    const { status, stderr } = await build(argv);
    expect(status).toBe(2);
    expect(stderr).toContain('one and two would both be the file os.raw [usage/options]');
  });

  test('where a folder has the name of the image', async () => {
    mkdirSync(at('os-image.raw'));
    const { status, stderr } = await build(['--manifest', manifest([disk]), '--output-dir', '.']);
    expect(status).toBe(3);
    expect(stderr).toContain(`${at('os-image.raw')} exists and is not a plain file [build/output-exists]`);
  });

  test('into a folder that is a file', async () => {
    writeFileSync(at('out'), '');
    const { status, stderr } = await build(['--manifest', manifest([disk]), '--output-dir', 'out']);
    expect(status).toBe(3);
    expect(stderr).toContain(`a part of the path ${at('out')} is not a directory`);
  });
});

describe('what a build needs', () => {
  test('of containers is looked up by id, and named by reference: the installer and what it installs', async () => {
    const payload = `sha256:${'b'.repeat(64)}`;
    const argv = [...container, '--type', 'bootc-installer', '--output-dir', 'out', '--json'];
    const bin = join(directory, 'bin');
    mkdirSync(bin);
    // A podman that has no image.
    writeFileSync(join(bin, 'podman'), '#!/bin/sh\n[ "$1" = --help ] && echo --imagestore && exit 0\nexit 125\n', {
      mode: 0o755,
    });
    const { status, stderr } = await captured(
      ['build', ...argv, '--installer-payload-ref', 'a/b:1', '--payload-image-id', payload, '--osbuild', standIn],
      {
        directory: join(directory, 'work'),
        environment: {
          PATH: `${bin}:${process.env.PATH}`,
          XDG_RUNTIME_DIR: join(directory, 'run'),
          TMPDIR: join(directory, 'tmp'),
        },
      },
    );
    expect(status).toBe(5);
    const images = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ code }) => code === 'host/image');
    expect(images.map(({ message }) => message)).toEqual([
      "the build needs the image registry.example.com/harbour/web:1: not in podman's storage",
      "the build needs the image a/b:1: not in podman's storage",
    ]);
  });

  test('is looked up before it begins: what is missing is reported with its cure', async () => {
    const stages = [disk, { type: 'org.osbuild.noop', mounts: [{ name: 'a', type: 'org.osbuild.ext4' }] }];
    const argv = ['--manifest', manifest(stages), '--output-dir', 'out', '--json'];
    const { status, stderr } = await captured(['build', ...argv, '--osbuild', at('no-osbuild')], {
      directory: join(directory, 'work'),
      environment: {
        PATH: process.env.PATH ?? '',
        XDG_RUNTIME_DIR: join(directory, 'run'),
        TMPDIR: join(directory, 'tmp'),
      },
    });
    expect(status).toBe(5);
    const faults = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(faults.find(({ code }) => code === 'host/osbuild')).toMatchObject({
      level: 'fault',
      message: `the build needs osbuild: ${at('no-osbuild')} not found`,
    });
    expect(files()).toEqual(['os.json']);
  });
});
