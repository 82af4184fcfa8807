import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { needs, program, x64 } from '../../../tools/probes.mjs';
import { writeSerialDisk } from '../../../tools/serial-disk.ts';
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

const qemu = needs(x64(), program('qemu-system-x86_64'));
describe.skipIf(qemu.missing)(`a machine${qemu.note}`, () => {
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

  test('that hangs is reported with the awaited event, where it stopped, and its last lines', async () => {
    await using machine = await bios(`[    1.000000] Linux version 6.12\r\n${system}`, 'hang');
    await machine.waitFor(until.unit('sshd.service'), soon);
    const waiting = machine.waitFor(until.login(), { timeoutMilliseconds: 500 });
    await expect(waiting).rejects.toMatchObject({
      code: 'boot/timeout',
      message: expect.stringMatching(
        /^timed out after 0\.5 s, waiting for a login prompt: the system itself was started; the last line is: .*$/,
      ),
      quoted: expect.arrayContaining(['[    1.000000] Linux version 6.12']),
      hint: 'wait longer with --timeout, or see where it stopped with --artefacts DIR',
    });
  });

  test('that panics is not waited for until the time is over', async () => {
    await using machine = await bios('[    1.000000] Kernel panic - not syncing: No working init found.\r\n', 'hang');
    await expect(machine.waitFor(until.booted())).rejects.toMatchObject({
      code: 'boot/kernel-panic',
      message: expect.stringContaining('the kernel panicked: Kernel panic - not syncing: No working init found.'),
    });
  });

  test('that ends before is reported immediately', async () => {
    await using machine = await bios(system, 'off');
    await expect(machine.waitFor(until.login())).rejects.toMatchObject({
      code: 'boot/ended',
      message: expect.stringContaining('the machine ended before a login prompt: '),
    });
  });

  test('that never stops writing is kept within bounds, and ends on request', async () => {
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
