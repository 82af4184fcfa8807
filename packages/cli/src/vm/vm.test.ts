import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { type Owner, thisProcess } from '@bootwright/process';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { writeSerialDisk } from '../../../../tools/serial-disk.ts';
import { writeStandIns } from '../../../../tools/stand-in-qemu.ts';
import { captured } from '../captured.ts';
import { registerVm } from './register-vm.ts';
import { renderVms } from './render-vms.ts';
import { runningVms } from './vm-folder.ts';
import { defaultVmName, parseVmFolderName, placeOf, renderVmFolderName, vmFolderName } from './vm-name.ts';
import { holdsSocket, signalVm } from './vm-process.ts';
import { encodeVmRecord, parseVmRecord, type VmRecord } from './vm-record.ts';

// A stand-in takes the place of QEMU.
const home = realpathSync(mkdtempSync('/tmp/bw-vm-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const programs = join(home, 'programs');
mkdirSync(programs);
writeStandIns(programs);
writeSerialDisk(join(home, 'web.raw'), '\r\nWelcome to Debian\r\nhost login: ', 'hang');
writeSerialDisk(join(home, 'bad.raw'), '\r\nKernel panic - not syncing: No init.\r\n', 'hang');

let environment: Record<string, string> = {};
let vms = '';
let made = 0;
beforeEach(() => {
  const place = join(home, `${made++}`);
  mkdirSync(place);
  const PATH = `${programs}${delimiter}${process.env.PATH ?? ''}`;
  environment = { PATH, XDG_RUNTIME_DIR: place, TMPDIR: place, HOME: place };
  vms = join(place, 'bootwright/vms');
});

const run = (argv: readonly string[], more = {}) => captured(argv, { environment, directory: home, ...more });
const bios = ['--firmware', 'bios', '--accel', 'tcg', '--arch', 'x86_64', '--timeout', '60s'];

/** Boots a machine that stays, calls `use` once it does, and returns what became of the command. */
async function staying(argv: readonly string[], use: () => Promise<void>) {
  let ready: () => void = () => undefined;
  const stays = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const abort = new AbortController();
  // The remark that it stays is the last that it writes.
  const command = captured(['boot', ...argv, ...bios, '--stay', '--json'], {
    ...{ environment, directory: home, signal: abort.signal },
    onOutput: () => ready(),
  });
  await Promise.race([stays, command]);
  try {
    await use();
  } finally {
    abort.abort();
  }
  return command;
}

const record: VmRecord = {
  image: '/images/web.raw',
  architecture: 'x86_64',
  since: '2026-01-02T03:04:05.678Z',
  state: 'running',
  sshPort: 2222,
};

/** The folder of a virtual machine that somebody else has made. */
function forged(name: string, owner: Owner, text = encodeVmRecord(record)): string {
  const folder = join(vms, renderVmFolderName(vmFolderName(name, owner)));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'vm.json'), text);
  return folder;
}

describe('a machine that stays', () => {
  test('is listed, entered, looked at and stopped by its name', async () => {
    const result = await staying(['web.raw', '--name', 'front'], async () => {
      const [vm] = JSON.parse((await run(['vm', 'ls', '--json'])).stdout);
      expect(vm).toEqual({
        ...{ name: 'front', pid: process.pid, image: join(home, 'web.raw'), architecture: 'x86_64', state: 'running' },
        since: expect.stringMatching(/^\d{4}-/),
        ssh_port: expect.any(Number),
        forwarded_ports: [{ host: `127.0.0.1:${vm.ssh_port}`, guest: 22 }],
      });
      expect((await run(['vm', 'ls', '--quiet'])).stdout).toBe('front\n');
      expect((await run(['vm', 'console', 'front'])).stdout).toBe('Welcome to Debian\nhost login:\n');
      expect(await run(['vm', 'screenshot', 'front', '-o', 'x.png'])).toMatchObject({
        status: 5,
        stderr: expect.stringMatching(
          /front does not answer: the monitor command screendump failed[^[]*\[vm\/silent\]/,
        ),
      });
      expect(await run(['boot', 'web.raw', ...bios, '--stay', '--name', 'front'])).toMatchObject({
        status: 3,
        stderr: expect.stringContaining('a virtual machine with the name front runs already [vm/name]'),
      });
      expect(await run(['vm', 'stop', 'front'])).toEqual({ status: 0, stdout: 'front: powered off\n', stderr: '' });
    });
    expect(result.status).toBe(0);
    const stays = result.stderr.split('\n').find((line) => line.includes('boot/stays')) ?? '{}';
    expect(JSON.parse(stays)).toMatchObject({
      code: 'boot/stays',
      message: expect.stringMatching(
        /^the machine front stays: it runs until you press Ctrl-C; log in with "bootwright vm ssh front" \(port \d+\)$/,
      ),
    });
    expect(readdirSync(vms)).toEqual([]);
  });

  test('takes its name back when it is interrupted, or does not boot', async () => {
    expect((await staying(['web.raw'], async () => undefined)).status).toBe(130);
    expect(readdirSync(vms)).toEqual([]);
    const failed = await run(['boot', 'none.raw', ...bios, '--stay']);
    expect(failed).toMatchObject({ status: 3, stderr: expect.stringContaining('none.raw') });
    expect(readdirSync(vms)).toEqual([]);
  });

  test('is started once what a killed run has left is removed, which is said', async () => {
    // As `openLease` names the folder of a process that is no more.
    const place = createHash('sha256').update(thisProcess().place).digest('hex').slice(0, 8);
    const lease = join(environment.XDG_RUNTIME_DIR ?? '', 'bootwright', `${'a'.repeat(16)}.${place}.1:1`);
    const left = join(home, 'left');
    mkdirSync(lease, { recursive: true, mode: 0o700 });
    writeFileSync(left, '');
    writeFileSync(join(lease, '1.json'), JSON.stringify({ kind: 'path', path: left }));
    const { stderr } = await staying(['web.raw'], async () => undefined);
    const swept = stderr.split('\n').find((line) => line.includes('lease/swept')) ?? '{}';
    expect(JSON.parse(swept)).toMatchObject({
      code: 'lease/swept',
      message: `an earlier run was killed; removed: ${left}`,
    });
  });

  test('is not entered where no port leads to it', async () => {
    await staying(['web.raw', '--network', 'none'], async () => {
      expect(await run(['vm', 'ssh', 'web'])).toMatchObject({
        status: 3,
        stderr: expect.stringContaining('no port leads to the SSH server of web [vm/no-ssh]'),
      });
    });
  });

  test('does not answer where its process does not listen, which is vm/silent', async () => {
    forged('mute', thisProcess());
    expect(await run(['vm', 'console', 'mute'])).toMatchObject({
      status: 5,
      stderr: expect.stringContaining('[vm/silent]'),
    });
  });

  test('has a name made of that of the disk, with a number where that is taken', async () => {
    const [one, two] = [registerVm(record, { environment }), registerVm({ ...record, name: 'x' }, { environment })];
    const third = registerVm(record, { environment: { ...environment } });
    expect([one.name, two.name, third.name]).toEqual(['web', 'x', 'web-2']);
    for (const vm of [one, two, third]) await vm[Symbol.asyncDispose]();
    expect(readdirSync(vms)).toEqual([]);
  });
});

describe('the folder of virtual machines', () => {
  test('loses what a process has left that is no more, and keeps what another place has', async () => {
    forged('dead', { ...thisProcess(), pid: 1, start: 1 });
    // The same number, of a process that was started at another time.
    forged('reused', { ...thisProcess(), start: thisProcess().start + 1 });
    const elsewhere = forged('elsewhere', { ...thisProcess(), place: 'another' });
    forged('alive', thisProcess());
    expect(runningVms({ environment }).map(({ name }) => name)).toEqual(['alive']);
    expect(readdirSync(vms).sort()).toEqual(
      [elsewhere.slice(vms.length + 1), renderVmFolderName(vmFolderName('alive', thisProcess()))].sort(),
    );
  });

  test.each([
    ['a text that is not JSON', 'x'],
    ['too many bytes', `${encodeVmRecord(record)}${' '.repeat(70_000)}`],
    ['a port out of range', JSON.stringify({ ...record, sshPort: 70_000 })],
    ['a time in another form', JSON.stringify({ ...record, since: 'now\u001b[31m' })],
    ['an unknown state', JSON.stringify({ ...record, state: 'x' })],
  ])('ignores a record with %s', (_, text) => {
    forged('odd', thisProcess(), text);
    expect(runningVms({ environment })).toEqual([]);
  });

  test('is not entered through links', async () => {
    const target = join(home, `target-${made}`);
    mkdirSync(target);
    mkdirSync(join(vms, '..'), { recursive: true });
    symlinkSync(target, vms);
    expect(runningVms({ environment })).toEqual([]);
    expect(() => registerVm(record, { environment })).toThrow(expect.objectContaining({ code: 'vm/folder' }));
    rmSync(vms);
    mkdirSync(vms, { mode: 0o700 });
    const entry = renderVmFolderName(vmFolderName('linked', { ...thisProcess(), pid: 1, start: 1 }));
    writeFileSync(join(target, 'kept'), '');
    symlinkSync(target, join(vms, entry));
    expect(runningVms({ environment })).toEqual([]);
    expect(readdirSync(target)).toEqual(['kept']);
    rmSync(join(vms, entry));
    const folder = join(vms, renderVmFolderName(vmFolderName('record', thisProcess())));
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(target, 'vm.json'), encodeVmRecord(record));
    symlinkSync(join(target, 'vm.json'), join(folder, 'vm.json'));
    expect(runningVms({ environment })).toEqual([]);
  });

  test('names no process that is ended without being that of the machine', async () => {
    // This process is alive and has that start, and does not hold the socket.
    const folder = forged('victim', thisProcess());
    const vm = { owner: thisProcess(), folder };
    expect(signalVm(vm, 'SIGKILL')).toBe(false);
    const { status, stdout } = await run(['vm', 'stop', 'victim', '--force']);
    expect({ status, stdout }).toEqual({ status: 6, stdout: 'victim: still runs\n' });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, 'ctl'), resolve));
    expect([process.pid, process.ppid].map((pid) => holdsSocket(pid, join(folder, 'ctl')))).toEqual([true, false]);
    server.close();
  });

  test('shows tables of 80 and 120 columns', () => {
    const long = { ...record, image: `/var/lib/images/${'fedora/'.repeat(12)}disk.qcow2` };
    const folder = { ...vmFolderName('web', { pid: 4711, start: 1, place: 'x' }), folder: '/x' };
    const now = new Date('2026-01-02T03:14:05.678Z');
    const { sshPort: _, ...without } = record;
    const all = [
      { ...folder, ...long },
      { ...folder, ...without, name: 'db', state: 'starting' as const },
    ];
    expect(renderVms(all, { columns: 80 }, now)).toMatchInlineSnapshot(`
      "NAME  PID   SINCE     PORTS               IMAGE
      web   4711  10 min    127.0.0.1:2222->22  …edora/fedora/fedora/fedora/disk.qcow2
      db    4711  starting  none                /images/web.raw
      "
    `);
    expect(renderVms(all, { columns: 120 }, now)).toMatchInlineSnapshot(`
      "NAME  PID   SINCE     PORTS               IMAGE
      web   4711  10 min    127.0.0.1:2222->22  …ora/fedora/fedora/fedora/fedora/fedora/fedora/fedora/fedora/fedora/disk.qcow2
      db    4711  starting  none                /images/web.raw
      "
    `);
    for (const columns of [80, 120])
      for (const line of renderVms(all, { columns }, now).split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    expect(renderVms([], { columns: 80 }, now)).toBe('no virtual machine runs\n');
  });
});

test.each([
  ['an unknown action', ['vm', 'list'], 2, '"list" is not one of ls, ssh, stop, console, screenshot'],
  ['an unknown machine', ['vm', 'ssh', 'x'], 3, 'no virtual machine with the name "x" runs [vm/unknown]'],
  ['nothing to stop', ['vm', 'stop'], 2, '"vm stop" takes names, or --all'],
  ['an option of another action', ['vm', 'ls', '--force'], 2, '"vm ls" does not take --force'],
  ['an invalid name', ['boot', 'web.raw', '--stay', '--name', '../x'], 2, '"../x" is not a name for a virtual machine'],
  ['a name without --stay', ['boot', 'web.raw', '--name', 'x'], 2, '--name needs --stay or --detach'],
  [
    'both ways to stay',
    ['boot', 'web.raw', '--stay', '--detach'],
    2,
    '--stay keeps the terminal, and --detach does not',
  ],
  ['a process that cannot go on in the background', ['boot', 'web.raw', '--detach'], 5, '[boot/detach]'],
])('%s is a fault', async (_, argv, status, message) => {
  expect(await run(argv)).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(message) });
});

test('all of nothing is stopped', async () => {
  expect(await run(['vm', 'stop', '--all'])).toEqual({ status: 0, stdout: 'no virtual machine runs\n', stderr: '' });
});

test('names, records and folders are read as they are written', () => {
  expect(parseVmRecord(encodeVmRecord(record))).toEqual(record);
  const named = vmFolderName('a.b-c', { pid: 12, start: 34, place: 'x' });
  expect(parseVmFolderName(renderVmFolderName(named))).toEqual(named);
  expect(placeOf({ pid: 1, start: 1, place: 'x' })).toMatch(/^[0-9a-f]{8}$/);
  for (const text of [
    '',
    'web',
    'web@x.1:2',
    '../x@00000000.1:2',
    'web@00000000.0:2',
    `${'x'.repeat(33)}@00000000.1:2`,
  ])
    expect(parseVmFolderName(text)).toBeUndefined();
  expect(['out/disk.qcow2', '/x/Fedora 41 (x).raw', '/dev/…', '..'].map(defaultVmName)).toEqual([
    ...['disk', 'Fedora-41-x-', 'vm', 'vm'],
  ]);
});
