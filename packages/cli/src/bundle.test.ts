import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle, eagerInputs } from '../../../tools/bundle.mjs';
import { needs, program } from '../../../tools/probes.mjs';
import { archiveOf, dockerLayout, ociLayout } from '../../container-image/testing/image.ts';
import { bootableImage } from '../../inspect/testing/bootable-image.ts';

const folder = mkdtempSync(join(tmpdir(), 'bootwright-'));
const command = join(folder, 'bootwright.mjs');
const workspace = join(import.meta.dirname, '../../..');

beforeAll(() => bundle(command));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Given {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
}

function bootwright(args: readonly string[], { input = '', environment = {} }: Given = {}) {
  const env = { PATH: process.env.PATH, ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    input,
    cwd: workspace,
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

const sample = ['--root', 'test-data/containers/sealed', '--ref', 'registry.example.com/harbour/web:1'];
const image = ['--type', 'qcow2', '--arch', 'x86_64', '--seed', '1', '--mock-sources'];

describe('the command as a process', () => {
  test('help goes to standard output and ends with 0', () => {
    const { status, stdout, stderr } = bootwright(['--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('Usage: bootwright COMMAND [OPTIONS]');
  });

  test.each<[string, readonly string[], number]>([
    ['done', ['list'], 0],
    ['wrong usage', ['list', '--colour'], 2],
    ['nothing asked', [], 2],
    ['an unknown image type', ['describe', 'floppy'], 2],
    ['a missing file', ['validate', 'no-such.toml'], 3],
  ])('%s', (_name, args, expected) => {
    expect(bootwright(args).status).toBe(expected);
  });

  test('the manifest goes to standard output, notices to standard error', () => {
    const { status, stdout, stderr } = bootwright(['manifest', ...sample, ...image]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ version: '2' });
    expect(stderr).toMatch(/^notice: .* \[profile\/sealed-boot-partitions\]$/m);
  });

  test('colour is for terminals, and for who asks', () => {
    expect(bootwright(['list']).stdout).not.toContain('\u001b');
    expect(bootwright(['list'], { environment: { FORCE_COLOR: '1' } }).stdout).toContain('\u001b[1m');
    const both = { FORCE_COLOR: '0', NO_COLOR: '' };
    expect(bootwright(['list'], { environment: both }).stdout).not.toContain('\u001b');
  });

  const pipes = needs(program('bash'), program('head'));
  test.skipIf(pipes.missing)(`a reader that has enough ends it in silence${pipes.note}`, () => {
    const script = `"${process.execPath}" "${command}" schema blueprint | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '{\n0\n', stderr: '' });
  });

  test('an interrupt ends it with 130', async () => {
    const child = spawn(process.execPath, [command, 'batch', '--mock-sources'], { stdio: 'pipe' });
    child.stdin.write('{}\n');
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(130);
  });

  test('an interrupt while an image is read leaves nothing behind', async () => {
    const scratch = mkdtempSync(join(folder, 'scratch-'));
    const child = spawn(process.execPath, [command, 'inspect', 'oci-archive:-'], {
      stdio: 'pipe',
      env: { PATH: process.env.PATH, TMPDIR: scratch },
    });
    let told = '';
    child.stderr.on('data', (piece) => {
      told += piece;
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // Standard input stays open: only the interrupt ends it.
    const { layers, ...image } = bootableImage('sealed');
    const large = { name: 'usr/share/large', content: randomBytes(4 << 20) };
    const archive = archiveOf(ociLayout({ ...image, layers: [...layers, [large]] }));
    // More than fits between two processes is only taken by one that reads.
    await new Promise((resolve) => child.stdin.write(archive, resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(told).toBe('');
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('an image on standard input is inspected', () => {
    const file = join(folder, 'image.tar');
    writeFileSync(file, archiveOf(dockerLayout(bootableImage('traditional'))));
    const input = readFileSync(file);
    const { status, stdout, stderr } = bootwright(['inspect', 'docker-archive:-', '--format', 'bootc'], { input });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      kargs: ['console=ttyS0', 'quiet'],
      kernel: { version: '6.12.7', unified: false },
    });
    expect(bootwright(['inspect', `docker-archive:${file}`, '--format', 'modules']).stdout).toBe(
      'systemd\nostree\nbase\n',
    );
    expect(bootwright(['list', `docker-archive:${file}`]).stdout).toContain('Harbour Linux 1, x86_64, not sealed');
  });

  test('-o leaves the whole manifest and nothing else', () => {
    const file = join(folder, 'image.json');
    const { status, stdout } = bootwright(['manifest', ...sample, ...image, '-o', file]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(readFileSync(file, 'utf8')).toBe(bootwright(['manifest', ...sample, ...image]).stdout);
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });
});

describe('an incomplete installation is reported, and what to do', () => {
  const parts = join(folder, 'parts');
  const copy = join(parts, 'bootwright.mjs');
  const list = (...args: readonly string[]) =>
    spawnSync(process.execPath, [copy, 'list', ...args], { encoding: 'utf8', env: { PATH: process.env.PATH } });
  const message =
    /^error: the installation of bootwright is incomplete: [^\n]+ \[host\/installation\]\n {2}help: [^\n]+\n$/;
  beforeAll(() => {
    mkdirSync(parts);
    copyFileSync(command, copy);
  });

  test('no folder of chunks', () => {
    const { status, stdout, stderr } = list();
    expect({ status, stdout }).toEqual({ status: 5, stdout: '' });
    expect(stderr).toMatch(message);
    expect(JSON.parse(list('--json').stderr)).toMatchObject({ level: 'fault', code: 'host/installation' });
  });

  test('no chunk of the command that runs', () => {
    const to = join(parts, 'chunks');
    cpSync(join(folder, 'chunks'), to, { recursive: true });
    const its = readdirSync(to).filter((name) => readFileSync(join(to, name), 'utf8').includes('function runList('));
    expect(its).toHaveLength(1);
    for (const name of its) rmSync(join(to, name));
    const { status, stderr } = list();
    expect(status).toBe(5);
    expect(stderr).toMatch(message);
  });

  test('a chunk that is cut off', () => {
    for (const name of readdirSync(join(parts, 'chunks'))) truncateSync(join(parts, 'chunks', name), 50);
    const { status, stderr } = list();
    expect(status).toBe(5);
    expect(stderr).toMatch(message);
  });
});

describe('worker threads', () => {
  const request = (index: number) => ({
    name: `r${index}`,
    container: {
      imgref: 'registry.example.com/os:1',
      arch: 'x86_64',
      default_root_fs: 'ext4',
      size: 1_000_000,
      os_info: { os_release: { id: 'a', version_id: '1', name: 'A' } },
    },
    image_type: index % 7 === 0 ? 'floppy' : 'raw',
    seed: index,
  });
  const file = join(folder, 'requests.jsonl');
  const lines = Array.from({ length: 500 }, (_, index) => (index % 11 === 5 ? '{' : JSON.stringify(request(index))));
  beforeAll(() => writeFileSync(file, lines.join('\n')));

  test('give the same lines in the same order as one thread', () => {
    const one = bootwright(['batch', '--mock-sources', file]);
    const many = bootwright(['batch', '--mock-sources', '--jobs', '3', file]);
    expect(one.status).toBe(0);
    expect(one.stdout.split('\n').length).toBe(lines.length + 1);
    expect(many).toEqual(one);
  });
});

test('nothing that only some commands need is evaluated before a command runs', async () => {
  const inputs = await eagerInputs();
  const usual = [
    /^packages\/(cli|core)\/src\/|^builtin:node:worker_threads$/,
    // What every command writes with; Node has loaded its parts already.
    /^packages\/process\/src\/files\/(given-descriptor|write-all|error-code)\.ts$|^builtin:node:(fs|tty|util)$/,
    // Put off until a text beyond ASCII is measured: tools/bundle.mjs.
    /node_modules\/(string-width|strip-ansi|ansi-regex|get-east-asian-width)\/|^lazy-width:/,
  ];
  const strangers = inputs.filter((input) => !usual.some((one) => one.test(input)));
  expect(strangers).toEqual([]);
});
