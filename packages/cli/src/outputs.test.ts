import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../../tools/bundle.mjs';
import { statusAfter, untilHandled } from '../../../tools/node-program.ts';

// Outputs of the command as a process: full disks, full pipes, readers that go away.
const folder = mkdtempSync(join(tmpdir(), 'bootwright-outputs-'));
const command = join(folder, 'bootwright.mjs');
const workspace = join(import.meta.dirname, '../../..');
const sample = ['--root', 'test-data/containers/sealed', '--ref', 'registry.example.com/harbour/web:1'];
const manifest = ['manifest', ...sample, '--type', 'qcow2', '--arch', 'x86_64', '--seed', '1', '--mock-sources'];
let whole = '';

beforeAll(async () => {
  await bundle(command);
  whole = shell('"$@"', ...manifest).stdout;
  expect(whole.length).toBeGreaterThan(8 * 1024);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Nx forces colours on what it starts.
const { FORCE_COLOR: _, ...plain } = process.env;

/** A shell script, in which `"$@"` is the command with `argv`. */
function shell(script: string, ...argv: readonly string[]) {
  return bash(script, process.execPath, command, ...argv);
}

function bash(script: string, ...argv: readonly string[]) {
  const words = ['-c', script, 'bash', ...argv];
  const options = { cwd: workspace, env: plain, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync('bash', words, options);
  return { status, stdout, stderr };
}

const full = `error: standard output could not be written: ENOSPC: no space left on device, write [output/write]
  help: free some space, or send the output elsewhere
`;

const closed = `error: standard output is closed, or not open for writing [output/write]
  help: send the output to a file or a pipe, or to /dev/null
`;
const writers = [
  '--help',
  'help list',
  'version',
  'list',
  'describe qcow2',
  'completion bash',
  'schema request',
  'doctor',
];

describe('standard output', () => {
  test('on a full disk is a fault with its reason and status 7', () => {
    expect(shell('"$@" >/dev/full', 'list')).toEqual({ status: 7, stdout: '', stderr: full });
  });

  test.each(writers)('of "%s" on a full disk is one as well', (words) => {
    expect(shell('"$@" >/dev/full', ...words.split(' '))).toMatchObject({ status: 7, stderr: full });
  });

  // As npm starts the command: by its first lines.
  test.each(writers)('of "%s" that is closed is a fault with its reason and status 7', (words) => {
    expect(bash('"$@" >&-', command, ...words.split(' '))).toEqual({ status: 7, stdout: '', stderr: closed });
  });

  test('that is open for reading alone is not opened for writing', () => {
    expect(shell('"$@" 1</dev/null', 'list')).toEqual({ status: 7, stdout: '', stderr: closed });
  });

  test('that is closed does not affect a manifest that is written to a file', () => {
    const out = join(folder, 'elsewhere.json');
    expect(bash(`"$@" --output '${out}' >&-`, command, ...manifest).status).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(whole);
  });

  test('that goes to /dev/null is written', () => {
    expect(bash('"$@" >/dev/null', command, 'list')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('of which a disk takes a part is a fault, not a success', () => {
    const out = join(folder, 'part.json');
    const { status, stderr } = shell(`ulimit -f 8; "$@" >'${out}'`, ...manifest);
    expect(status).toBe(7);
    expect(stderr).toContain(
      'error: standard output could not be written: EFBIG: file too large, write [output/write]',
    );
    expect(statSync(out).size).toBeLessThan(whole.length);
  });

  test('to a file is appended to what is there', () => {
    const out = join(folder, 'appended');
    shell(`echo one >'${out}'; "$@" >>'${out}'`, 'version');
    expect(readFileSync(out, 'utf8')).toMatch(/^one\nbootwright /);
  });

  test('that its reader closes early ends in silence, as a program that SIGPIPE kills', () => {
    const { stdout, stderr } = shell('set -o pipefail; "$@" | head -c 1; echo " $?"', 'schema', 'request');
    expect({ stdout, stderr }).toEqual({ stdout: '{ 141\n', stderr: '' });
  });

  test('to a slow reader of a non-blocking pipe is whole', async () => {
    const pipe = join(folder, 'slow');
    execFileSync('mkfifo', [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    const child = spawn(process.execPath, [command, 'schema', 'request'], { stdio: ['ignore', writer, 'inherit'] });
    closeSync(writer);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const text = await readSlowly(reader);
    expect(await ended).toBe(0);
    expect(JSON.parse(text)).toMatchObject({ $schema: expect.any(String) });
    closeSync(reader);
  });
});

/** Reads a little at a time, so that the pipe is full most of the time. */
async function readSlowly(descriptor: number): Promise<string> {
  const piece = Buffer.alloc(16 * 1024);
  let text = '';
  for (;;) {
    try {
      const count = readSync(descriptor, piece);
      if (count === 0 && text !== '') return text;
      text += piece.toString('utf8', 0, count);
    } catch {
      // EAGAIN: nothing has been written yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

describe('standard error that is closed', () => {
  test('is status 7 where a notice is lost', () => {
    expect(bash('"$@" 2>&-', command, ...manifest)).toMatchObject({ status: 7, stderr: '' });
  });

  test('leaves the status where nothing is to be printed there', () => {
    expect(bash('"$@" 2>&-', command, 'version')).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('standard error on a full disk', () => {
  test('is status 7 where a notice is lost', () => {
    expect(shell('"$@" 2>/dev/full', ...manifest)).toMatchObject({ status: 7, stderr: '' });
  });

  test('leaves the status of the fault that was to be printed there', () => {
    expect(shell('"$@" 2>/dev/full', 'describe', 'floppy')).toEqual({ status: 2, stdout: '', stderr: '' });
  });
});

describe('a signal ends the command with 130', () => {
  const statusOnceHandled = async (child: ChildProcess, milliseconds: number, signal: NodeJS.Signals) => {
    // Together with the others; those Node handles itself, before the command does.
    await untilHandled(child, 'SIGHUP');
    return statusAfter(child, milliseconds, signal);
  };

  test.each(['SIGTERM', 'SIGINT'] as const)('%s, while a FIFO of --output waits for its reader', async (signal) => {
    const pipe = join(folder, `fifo-${signal}`);
    execFileSync('mkfifo', [pipe]);
    const argv = [command, ...manifest, '--output', pipe];
    const child = spawn(process.execPath, argv, { cwd: workspace, stdio: 'ignore' });
    // Longer than the manifest takes.
    expect(await statusOnceHandled(child, 1500, signal)).toBe(130);
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  test.each([
    ['SIGTERM', 'manifest', ['--request', 'FIFO']],
    ['SIGINT', 'batch', ['FIFO']],
    ['SIGTERM', 'validate', ['FIFO']],
    ['SIGTERM', 'boot', ['disk.raw', '--credential', 'name=@FIFO']],
  ] as const)('%s, while %s waits for the writer of a FIFO', async (signal, name, words) => {
    const pipe = join(folder, `fifo-of-${name}`);
    execFileSync('mkfifo', [pipe]);
    const argv = words.map((word) => word.replace('FIFO', pipe));
    const child = spawn(process.execPath, [command, name, ...argv], { cwd: workspace, stdio: 'ignore' });
    expect(await statusOnceHandled(child, 1500, signal)).toBe(130);
  });

  test.each(['CONTAINERS_REGISTRIES_CONF', 'SSL_CERT_FILE'])(
    'SIGTERM, while inspect waits for the FIFO of %s',
    async (name) => {
      const pipe = join(folder, `fifo-${name}`);
      execFileSync('mkfifo', [pipe]);
      const env = { ...plain, HOME: folder, [name]: pipe };
      const argv = [command, 'inspect', 'docker://127.0.0.1:1/a/b:1'];
      const child = spawn(process.execPath, argv, { stdio: 'ignore', env });
      expect(await statusOnceHandled(child, 2000, 'SIGTERM')).toBe(130);
    },
  );

  test('SIGTERM, while standard output is a pipe that nobody reads', async () => {
    const pipe = join(folder, 'unread');
    execFileSync('mkfifo', [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(pipe, constants.O_WRONLY);
    const child = spawn(process.execPath, [command, 'schema', 'request'], { stdio: ['ignore', writer, 'ignore'] });
    closeSync(writer);
    expect(await statusOnceHandled(child, 1000, 'SIGTERM')).toBe(130);
    closeSync(reader);
  });
});

describe('a signal ends the command at once while it computes', () => {
  const container = {
    ...{ imgref: 'registry.example.com/team/app:1', arch: 'x86_64', default_root_fs: 'ext4', size: 2_000_000_000 },
    os_info: { os_release: { id: 'acme', version_id: '1' }, uefi_vendor: 'acme', selinux_policy: 'targeted' },
  };
  const numbered = (count: number, make: (index: number) => unknown) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, make(index)]));
  const files = Array.from({ length: 400_000 }, (_, index) => ({ path: `/etc/x${index}`, data: `${index}` }));
  const cases = {
    matrix: {
      containers: numbered(400, (index) => (index === 0 ? container : { ...container, unified_kernel: true })),
      twins: Object.fromEntries(Array.from({ length: 399 }, (_, index) => [`n${index + 1}`, 'n0'])),
      ...{ architectures: ['x86_64'], file_systems: ['ext4', 'xfs'], types: ['raw', 'qcow2', 'ami', 'vmdk'] },
      blueprints: numbered(30, (index) => ({ customizations: { hostname: `h${index}` } })),
    },
  };
  const changing = (from: number) => ({
    version: '2',
    pipelines: numbered(400, (pipeline) => numbered(400, (stage) => ({ [from + pipeline + stage]: [from, stage] }))),
  });

  beforeAll(() => {
    mkdirSync(join(folder, 'many-cases'));
    writeFileSync(join(folder, 'many-cases/matrix.json'), JSON.stringify(cases));
    writeFileSync(
      join(folder, 'request.json'),
      JSON.stringify({ container, image_type: 'raw', blueprint: { customizations: { files } } }),
    );
    for (const side of [1, 2]) writeFileSync(join(folder, `large-${side}.json`), JSON.stringify(changing(side)));
  });

  test.each([
    ['SIGTERM', ['golden', 'check', '--cases', 'many-cases', '--goldens', 'goldens']],
    ['SIGINT', ['golden', 'update', '--cases', 'many-cases', '--goldens', 'goldens']],
    ['SIGHUP', ['golden', 'pairs', '--cases', 'many-cases', '--goldens', 'goldens']],
    ['SIGTERM', ['manifest', '--request', 'request.json', '--mock-sources']],
    ['SIGTERM', ['diff', 'large-1.json', 'large-2.json']],
  ] as const)(
    '%s, %j',
    async (signal, argv) => {
      const child = spawn(process.execPath, [command, ...argv], { cwd: folder, stdio: 'ignore' });
      // Neither before the command has begun nor after it has ended: each takes many seconds more.
      expect([130, signal]).toContain(await statusAfter(child, 1500, signal));
    },
    6000,
  );
});

describe('--output', () => {
  test('with a slash at its end names no file', () => {
    const { status, stderr } = shell(`"$@" --output "${folder}/"out/`, ...manifest);
    expect(status).toBe(3);
    expect(stderr).toContain(`error: ${folder}/out/ is a directory [file/directory]\n  at ${folder}/out/\n`);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  test.each([[['--output=']], [['-o', '']]])('%j with an empty path is a fault that says so', (words) => {
    const { status, stderr } = shell('"$@"', ...manifest, ...words);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'error: -o, --output: expected a path, got "" [usage/value]\n  help: give a path, or leave the option out\n',
    });
  });

  test('rejects descriptors of Node and of other processes', () => {
    const { status, stderr } = shell('"$@" --output /dev/fd/3', ...manifest);
    expect(status).toBe(3);
    expect(stderr).toContain('error: /dev/fd/3 is not a descriptor that this command was given for writing');
    expect(shell('"$@" --output "/proc/$$/fd/1"; exit $?', ...manifest)).toMatchObject({ status: 3, stdout: '' });
  });

  test('on a full disk is a fault with status 7, and nothing is left', () => {
    const out = join(folder, 'limited/out.json');
    const script = `mkdir -p '${join(folder, 'limited')}'; ulimit -f 8; "$@" --output '${out}'`;
    expect(shell(script, ...manifest).status).toBe(7);
    expect(existsSync(out)).toBe(false);
    expect(execFileSync('ls', ['-A', join(folder, 'limited')], { encoding: 'utf8' })).toBe('');
  });

  test.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'])('%s is standard output, also of a file', (name) => {
    const out = join(folder, 'redirected');
    expect(shell(`"$@" --output ${name} >'${out}'`, ...manifest).status).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(whole);
    expect(lstatSync('/dev/stdout').isSymbolicLink()).toBe(true);
  });

  test('writes into the process substitution of a shell', () => {
    expect(shell('"$@" --output >(cat); wait', ...manifest).stdout).toBe(whole);
  });
});
