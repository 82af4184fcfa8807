import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { byRoot, needs, program } from '../../../../tools/probes.mjs';
import { archiveOf, ociBlobs, ociLayout, writeFiles } from '../../../container-image/testing/image.ts';
import { bootableFiles, bootableImage } from '../../../inspect/testing/bootable-image.ts';
import { scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import { registryContent } from '../../../registry/testing/registry-content.ts';
import { withRegistry } from '../../../registry/testing/registry-server.ts';
import { helpExamples, localWords, needOf, wordsOf } from '../../testing/help-examples.ts';
import { captured } from '../captured.ts';

// Each example with stand-ins: the workspace's for osbuild, a registry on this host, shell scripts for podman and for
// the other program of "golden compare".
const home = mkdtempSync(join(tmpdir(), 'bootwright-stand-in-examples-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const standInOsbuild = join(import.meta.dirname, '../../../../tools/stand-in-osbuild.mjs');
const name = 'registry.example.com/me/os:1';
let directory = '';
let count = 0;
beforeEach(() => {
  directory = join(home, String(++count));
  for (const folder of ['bin', 'run', 'tmp']) mkdirSync(join(directory, folder), { recursive: true });
});

const read = (path: string) => readFileSync(join(directory, path), 'utf8');
const run = (argv: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  captured(argv, {
    directory,
    environment: {
      PATH: `${join(directory, 'bin')}:${process.env.PATH ?? ''}`,
      HOME: directory,
      XDG_RUNTIME_DIR: join(directory, 'run'),
      TMPDIR: join(directory, 'tmp'),
      BOOTWRIGHT_OSBUILD: standInOsbuild,
      ...environment,
    },
  });

function writeProgram(program: string, lines: readonly string[]): void {
  const file = join(directory, 'bin', program);
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
}

function writeImage(kind: 'traditional' | 'sealed' = 'sealed'): void {
  const files = { ...bootableFiles(kind) };
  const layers = [Object.entries(files).map(([path, content]) => ({ name: path, content }))];
  writeFileSync(join(directory, 'os.tar'), archiveOf(ociLayout({ layers, tag: name })));
}

async function writeManifest(): Promise<void> {
  writeImage();
  const { status } = await run([
    'manifest',
    `oci-archive:os.tar:${name}`,
    '--type',
    'qcow2',
    '--seed',
    '1',
    '-o',
    'os.json',
  ]);
  expect(status).toBe(0);
}

/** Examples of a command in this file; what of them has no test of its own fails the last test. */
const tried = new Set<string>();
function example(line: string): string {
  tried.add(line);
  return line;
}

describe('build', () => {
  const root = needs(byRoot());
  const build = async (line: string) => {
    const argv = [...localWords(line), '--unchecked', '--cache', 'store'];
    const { status, stderr } = await run(argv);
    expect({ status, error: /^error.*/m.exec(stderr) }).toEqual({ status: 0, error: null });
    return readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:qcow2|raw|iso|json)$/.test(path) && path !== 'os.json')
      .sort();
  };

  test.each<[line: string, made: readonly string[]]>([
    [
      'sudo bootwright build registry.example.com/me/os:1 --type qcow2',
      ['bootc-harbour-1-qcow2-x86_64/bootc-harbour-1-qcow2-x86_64.qcow2'],
    ],
    [
      'sudo bootwright build registry.example.com/me/os:1 --type qcow2,raw --output-dir out --output-name os',
      ['out/os.qcow2', 'out/os.raw'],
    ],
    [
      'sudo bootwright build registry.example.com/me/os:1 --type bootc-generic-iso --layout bib --output-dir output',
      ['output/bootiso/install.iso', 'output/manifest-bootc-generic-iso.json'],
    ],
    ['sudo bootwright build --manifest os.json --export qcow2 --output-dir out', ['out/os-qcow2.qcow2']],
  ])('%s', async (line, made) => {
    if (line.includes('os.json')) await writeManifest();
    else writeImage(line.includes('-iso') ? 'traditional' : 'sealed');
    expect(await build(example(line))).toEqual(made);
  });

  const owned = example(
    'sudo bootwright build registry.example.com/me/os:1 --type qcow2 --layout bib --output-dir output --chown 1000:1000',
  );
  test.skipIf(root.missing)(`${owned}${root.note}`, async () => {
    writeImage();
    expect(await build(owned)).toEqual(['output/manifest-qcow2.json', 'output/qcow2/disk.qcow2']);
  });
});

describe('golden', () => {
  const container = {
    imgref: name,
    arch: 'x86_64',
    size: 2_500_000_000,
    os_info: { os_release: { id: 'harbour', version_id: '7', name: 'Harbour' } },
  };
  const writeCases = (append: string) => {
    mkdirSync(join(directory, 'test-data/cases'), { recursive: true });
    const blueprints = { lvm: { customizations: { kernel: { append } } } };
    const matrix = {
      containers: { plain: container },
      ...{ architectures: ['x86_64'], file_systems: ['ext4', 'xfs'], types: ['raw', 'qcow2'], seed: 1, blueprints },
    };
    writeFileSync(join(directory, 'test-data/cases/disks.json'), JSON.stringify({ matrix }));
  };
  beforeEach(async () => {
    writeCases('quiet');
    expect((await run(['golden', 'add'])).status).toBe(0);
  });

  test(example('bootwright golden check'), async () => {
    expect(await run(wordsOf('bootwright golden check'))).toEqual({
      status: 0,
      stdout: '4 cases: 4 as their goldens say\n',
      stderr: '',
    });
  });

  const update = example("bootwright golden update 'disks/lvm/**/qcow2'");
  test(update, async () => {
    writeCases('debug');
    expect((await run(wordsOf(update))).status).toBe(0);
    const check = await run(['golden', 'check']);
    expect(check.status).toBe(4);
    expect(check.stdout).toContain('4 cases: 2 as their goldens say, 2 changed');
  });

  const git = needs(program('git'));
  const against = example('bootwright golden check --against origin/main --html changes.html');
  test.skipIf(git.missing)(`${against}${git.note}`, async () => {
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
    for (const words of [
      ['init', '-q'],
      ['add', 'test-data'],
      ['commit', '-qm', 'Goldens'],
      ['update-ref', 'refs/remotes/origin/main', 'HEAD'],
    ]) {
      execFileSync('git', [...identity, ...words], { cwd: directory });
    }
    writeCases('debug');
    const { status, stdout } = await run(wordsOf(against));
    expect(status).toBe(4);
    expect(stdout).toContain('4 changed');
    expect(read('changes.html')).toMatch(/^<!DOCTYPE html>/i);
  });

  const shard = example('bootwright golden check --shard 2/4 --reporter json > 2.json');
  test(shard, async () => {
    const { status, stdout } = await run(wordsOf(shard));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ counts: { same: 1 } });
  });

  const init = example("bootwright golden init --generate 'go run ./cmd/gen-manifests -output {dir}'");
  test(init, async () => {
    writeProgram('go', ['[ "$1 $2 $3" = "run ./cmd/gen-manifests -output" ] || exit 9', 'echo "{}" >"$4/made.json"']);
    const { status, stdout } = await run(wordsOf(init));
    expect(status).toBe(0);
    expect(stdout).toContain('written: bootwright.json\n');
    expect((await run(['golden', 'add', '--run-generator', '--goldens', 'made'])).status).toBe(0);
    expect(read('made/made.json')).toBe('{}\n');
  });

  const compare = example(
    "bootwright golden compare --reference 'image-builder manifest --request {request} --output {out}'",
  );
  test(compare, async () => {
    writeProgram('image-builder', [
      '[ "$1 $2 $4" = "manifest --request --output" ] || exit 9',
      'echo \'{"version":"2","pipelines":[]}\' >"$5"',
    ]);
    const { status, stdout } = await run(wordsOf(compare));
    expect(status).toBe(4);
    expect(stdout).toContain('4 cases: 0 as the other program has them, 4 different');
  });
});

describe('a registry', () => {
  const image = ociBlobs(bootableImage('traditional', { architecture: 'arm64' }));
  const remote = example(
    'bootwright manifest docker://registry.example.com/me/os:1 --type qcow2 --arch arm64 --bootc-remote',
  );
  const add = example('bootwright golden add --from docker://registry.example.com/me/os:1 --type qcow2');
  const list = example('bootwright list docker://registry.example.com/me/os:1 --arch arm64');

  test.each([
    [remote, `"digest": "${image.manifest.digest}"`],
    [list, 'qcow2'],
    [`${add} --arch arm64`, '1 case: 1 with a new golden in test-data/golden'],
  ])('%s', async (line, text) => {
    await withRegistry(registryContent(image), { repository: 'me/os' }, async ({ host }) => {
      const words = wordsOf(line).map((word) => word.replace('registry.example.com', host));
      const { status, stdout } = await captured([...words, '--tls-verify=false'], {
        directory,
        environment: { TMPDIR: directory },
        runner: scriptedRunner([]),
      });
      expect(status).toBe(0);
      expect(stdout).toContain(text);
    });
  });
});

const doctor = example('sudo bootwright doctor --for build --manifest os.json');
test(doctor, async () => {
  await writeManifest();
  const { status, stdout } = await run(wordsOf(doctor));
  expect([0, 5]).toContain(status);
  expect(stdout).toMatch(/^ {2}ok +osbuild +version 191, knows every stage of the manifest$/m);
});

const shell = needs(program('sh'), program('tar'));
const both = example('sudo bootwright inspect registry.example.com/me/os:1 --by both');
test.skipIf(shell.missing)(`${both}${shell.note}`, async () => {
  const root = join(directory, 'root');
  writeFiles(
    root,
    new Map(Object.entries(bootableFiles('traditional')).map(([path, text]) => [path, Buffer.from(text)])),
  );
  symlinkSync('../usr/lib/os-release', join(root, 'etc/os-release'));
  const id = 'ab'.repeat(32);
  const inspected = JSON.stringify([
    { Id: id, Architecture: 'amd64', Size: 1000, Labels: { 'containers.bootc': '1' } },
  ]);
  const bootc = '{"kargs":["console=ttyS0","quiet"],"kernel":{"version":"6.12.7","unified":false}}';
  const install = '{"block":["direct"],"filesystem":{"root":{"type":"ext4"}},"root-fs-type":"ext4"}';
  writeProgram('podman', [
    'case "$*" in',
    `  'image inspect '*) echo '${inspected}';;`,
    `  'image mount '*) printf '[{"id": "${id}", "mountpoint": "%s"}]' '${root}';;`,
    '  \'unshare \'*) shift; exec "$@";;',
    "  'container inspect '*) exit 1;;",
    `  'exec '*' bootc container '*) echo '${bootc}';;`,
    `  'exec '*' bootc install '*) echo '${install}';;`,
    `  'exec '*' lsinitrd '*) printf 'dracut modules:\\nsystemd\\nostree\\nbase\\n${'='.repeat(72)}\\n';;`,
    `  'exec '*' cat /etc/os-release') cat '${root}/usr/lib/os-release';;`,
    '  *) echo made;;',
    'esac',
  ]);
  const { status, stdout, stderr } = await run(wordsOf(both));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^Harbour Linux 1 registry\.example\.com\/me\/os:1\n/);
  expect(stdout).toMatch(/\nFiles and programs\n {2}give the same facts\n$/);
});

test('every example that needs a stand-in has one here', () => {
  const needed = helpExamples.filter((one) => needOf(one) === 'stand-ins').map(({ line }) => line);
  expect([...tried].sort()).toEqual(needed.sort());
});
