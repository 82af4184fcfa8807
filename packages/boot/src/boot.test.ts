import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { writeSerialDisk } from '../../../tools/serial-disk.ts';
import { whyNoQemu } from '../test/qemu-here.ts';
import { type BootOptions, boot, type Machine, until } from './index.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-boot-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const disk = join(home, 'disk.raw');
let place = home;
let made = 0;
beforeEach(() => {
  place = join(home, `${made++}`);
  mkdirSync(place);
});

/** A BIOS machine whose disk writes `text` on the console. */
async function bios(
  text: string | Uint8Array,
  then: 'hang' | 'off' | 'again',
  more: BootOptions = {},
): Promise<Machine> {
  // SeaBIOS leaves the cursor behind what it wrote.
  writeSerialDisk(disk, Buffer.concat([Buffer.from('\r\n'), Buffer.from(text)]), then);
  const environment = { ...process.env, XDG_RUNTIME_DIR: place, TMPDIR: place };
  return boot(disk, { firmware: { kind: 'bios' }, accelerator: 'tcg', environment, ...more });
}

const soon = { timeoutMilliseconds: 30_000 };
const system = 'Welcome to Debian GNU/Linux 13!\r\n[  OK  ] Started \u001b[0;1;39msshd.service\u001b[0m - OpenSSH.\r\n';

const reason = whyNoQemu();
describe.skipIf(reason !== '')(`a machine${reason}`, () => {
  test('boots, and one waits for what it writes', async () => {
    const lines: string[] = [];
    await using machine = await bios(`${system}\r\nhost login: `, 'off', { onLine: (line) => lines.push(line) });
    expect(await machine.waitFor(until.booted(), soon)).toMatchObject({ line: 'host login:' });
    expect(await machine.waitFor(until.unit('sshd.service'), soon)).toMatchObject({
      line: '[  OK  ] Started sshd.service - OpenSSH.',
    });
    expect(await machine.waitFor(until.line(/WELCOME to/gi), soon)).toMatchObject({
      line: expect.stringContaining('Debian'),
    });
    await machine.waitFor(until.end(), soon);
    expect(await machine.end).toEqual({ kind: 'off' });
    expect(machine.verdict()).toEqual({ kind: 'booted', by: 'login', line: 'host login:' });
    expect(machine.lines().slice(-2)).toEqual(['[  OK  ] Started sshd.service - OpenSSH.', 'host login:']);
    expect(lines).toContain('[  OK  ] Started sshd.service - OpenSSH.');
    expect(machine.notices).toEqual([]);
  });

  test('leaves nothing when it is disposed of', async () => {
    {
      await using machine = await bios('x', 'hang');
      await machine.waitFor(until.line('x'), soon);
      expect(readdirSync(place)).toHaveLength(2);
    }
    expect(readdirSync(place)).toEqual(['bootwright']);
    expect(readdirSync(join(place, 'bootwright'))).toEqual([]);
  });

  test('that is silent was waited for until it was', async () => {
    await using machine = await bios('x', 'hang');
    await machine.waitFor(until.line('x'), soon);
    await machine.waitFor(until.silence(300), soon);
    expect(machine.lines().at(-1)).toContain('x');
  });

  test('that hangs is told of with what was awaited, where it stopped, and its last lines', async () => {
    await using machine = await bios(`[    1.000000] Linux version 6.12\r\n${system}`, 'hang');
    await machine.waitFor(until.unit('sshd.service'), soon);
    const waiting = machine.waitFor(until.login(), { timeoutMilliseconds: 500 });
    await expect(waiting).rejects.toMatchObject({
      code: 'boot/timeout',
      message: expect.stringMatching(
        /^waited 0\.5 s for a login prompt in vain: the system itself was started; the last line is: .*$/,
      ),
      quoted: expect.arrayContaining(['[    1.000000] Linux version 6.12']),
      hint: 'give it more time with --timeout, or see where it stopped with --artefacts DIR',
    });
  });

  test('that panics is not waited for until the time is over', async () => {
    await using machine = await bios('[    1.000000] Kernel panic - not syncing: No working init found.\r\n', 'hang');
    await expect(machine.waitFor(until.booted())).rejects.toMatchObject({
      code: 'boot/kernel-panic',
      message: expect.stringContaining('the kernel panicked: Kernel panic - not syncing: No working init found.'),
    });
  });

  test('that ends before is told of at once', async () => {
    await using machine = await bios(system, 'off');
    await expect(machine.waitFor(until.login())).rejects.toMatchObject({
      code: 'boot/ended',
      message: expect.stringContaining('the machine ended before a login prompt came'),
    });
  });

  test('that never stops writing is kept within bounds, and ends when it is told to', async () => {
    await using machine = await bios(`\u001b]52;c;cm0=\u0007\u001b[2J${'y'.repeat(9000)}`, 'again');
    await machine.waitFor(until.line('y'.repeat(4000)), soon);
    expect(machine.lines().every((line) => /^[ -~…]{1,4096}$/.test(line))).toBe(true);
    expect(await machine.stop()).toEqual({ kind: 'off' });
  });

  test('has its display taken as a picture', async () => {
    await using machine = await bios('x', 'hang');
    await machine.waitFor(until.line('x'), soon);
    const picture = Buffer.from(await machine.screenshot());
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([720, 400]);
  });

  test('ends with the signal that it was started with', async () => {
    const abort = new AbortController();
    await using machine = await bios('x', 'hang', { signal: abort.signal });
    await machine.waitFor(until.line('x'), soon);
    abort.abort();
    expect(await machine.end).toEqual({ kind: 'off' });
  });
});

test.each([
  ['a disk that is not there', 'absent.raw', {}, { code: 'file/absent' }],
  ['a folder', '.', {}, { code: 'boot/disk' }],
  ['an archive', 'disk.raw.xz', {}, { code: 'boot/disk-packed' }],
  [
    'a machine without UEFI with Secure Boot',
    'small.raw',
    { architecture: 's390x', secureBoot: { kind: 'enrolled-keys' } },
    { code: 'boot/firmware' },
  ],
  [
    'firmware that is not there',
    'small.raw',
    { firmware: { kind: 'file', code: '/nonexistent/code.fd' } },
    { code: 'boot/firmware', at: { file: '/nonexistent/code.fd' } },
  ],
  ['a TPM where machines have none', 'small.raw', { architecture: 's390x', tpm: true }, { code: 'boot/tpm' }],
  ['a BIOS on ARM', 'small.raw', { architecture: 'aarch64', firmware: { kind: 'bios' } }, { code: 'boot/firmware' }],
  [
    'credentials where the machine cannot tell of them',
    'small.raw',
    { architecture: 's390x', credentials: { a: 'b' } },
    { code: 'boot/smbios' },
  ],
  [
    'a credential without a name',
    'small.raw',
    { firmware: { kind: 'bios' }, credentials: { '': 'b' } },
    { code: 'boot/credential' },
  ],
  [
    'SSH without a network',
    'small.raw',
    { network: 'none', ssh: true, firmware: { kind: 'bios' } },
    { code: 'boot/network' },
  ],
] as const)('nothing is started, and nothing left, for %s', async (_, name, options, expected) => {
  writeFileSync(join(home, 'disk.raw.xz'), Buffer.from('fd377a585a0000', 'hex'));
  writeSerialDisk(join(home, 'small.raw'), '', 'off');
  // No program is there: what is asked for is checked before what the machine lacks.
  const environment = { PATH: place, XDG_RUNTIME_DIR: place, TMPDIR: place };
  const wish: BootOptions = { architecture: 'x86_64', accelerator: 'kvm', environment, ...options };
  await expect(boot(join(home, name), wish)).rejects.toMatchObject(expected);
  expect(readdirSync(place)).toEqual([]);
});

test('a folder whose path is too long for sockets is told of as that', async () => {
  writeSerialDisk(disk, 'x', 'hang');
  const long = join(place, 'x'.repeat(60));
  mkdirSync(long);
  const environment = { ...process.env, XDG_RUNTIME_DIR: long, TMPDIR: place };
  const wish: BootOptions = { architecture: 'x86_64', accelerator: 'tcg', firmware: { kind: 'bios' }, environment };
  await expect(boot(disk, wish)).rejects.toMatchObject({
    code: 'boot/socket',
    message: expect.stringMatching(/: its path is longer than 107 bytes$/),
  });
  expect(readdirSync(join(long, 'bootwright'))).toEqual([]);
});

test('what is not installed is named with the command that installs it', async () => {
  writeSerialDisk(disk, 'x', 'hang');
  const environment = { PATH: place, XDG_RUNTIME_DIR: place, TMPDIR: place };
  await expect(boot(disk, { architecture: 'x86_64', firmware: { kind: 'bios' }, environment })).rejects.toMatchObject({
    code: 'process/not-found',
    message: 'the program qemu-system-x86_64 is not installed',
    hint: 'install it with "apt install qemu-system-x86" (Debian, Ubuntu) or "dnf install qemu-system-x86" (Fedora)',
  });
  expect(readdirSync(join(place, 'bootwright'))).toEqual([]);
});
