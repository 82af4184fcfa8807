import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { byRoot, needs } from '../../../../tools/probes.mjs';
import { buildBench, sampleContainer as container, standInOsbuild } from '../../testing/build-bench.ts';
import { captured } from '../captured.ts';

const { folder, at, surroundings, build, manifest, files } = buildBench();
const disk = { type: 'org.osbuild.truncate', options: { filename: 'disk.raw', size: '1000' } };

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
    const { status, stderr } = await build(argv, surroundings({ STAND_IN_FAILS_AT: 'org.osbuild.users' }));
    expect(status).toBe(6);
    const problems = stderr
      .split('\n')
      .filter((line) => line.includes('build/customization') || line.includes('"fault"'));
    expect(problems.map((line) => JSON.parse(line))).toMatchObject([
      {
        code: 'build/customization',
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
    const bin = folder('bin');
    mkdirSync(bin);
    // A podman that has no image.
    writeFileSync(join(bin, 'podman'), '#!/bin/sh\n[ "$1" = --help ] && echo --imagestore && exit 0\nexit 125\n', {
      mode: 0o755,
    });
    const { status, stderr } = await captured(
      [
        'build',
        ...argv,
        '--installer-payload-ref',
        'a/b:1',
        '--payload-image-id',
        payload,
        '--osbuild',
        standInOsbuild,
      ],
      surroundings({ PATH: `${bin}:${process.env.PATH}` }),
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
    const { status, stderr } = await captured(['build', ...argv, '--osbuild', at('no-osbuild')], surroundings());
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
