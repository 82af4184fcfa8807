import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { writeSerialDisk } from '../../../tools/serial-disk.ts';
import { type BootOptions, boot } from './index.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-boot-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const disk = join(home, 'disk.raw');
let place = home;
let made = 0;
beforeEach(() => {
  place = join(home, `${made++}`);
  mkdirSync(place);
});

test.each([
  ['a missing disk', 'absent.raw', {}, { code: 'file/absent' }],
  ['a folder', '.', {}, { code: 'boot/disk' }],
  ['an archive', 'disk.raw.xz', {}, { code: 'boot/disk-packed' }],
  [
    'a machine without UEFI with Secure Boot',
    'small.raw',
    { architecture: 's390x', secureBoot: { kind: 'enrolled-keys' } },
    { code: 'boot/firmware' },
  ],
  [
    'missing firmware',
    'small.raw',
    { firmware: { kind: 'file', code: '/nonexistent/code.fd' } },
    { code: 'boot/firmware', at: { file: '/nonexistent/code.fd' } },
  ],
  ['a TPM where machines have none', 'small.raw', { architecture: 's390x', tpm: true }, { code: 'boot/tpm' }],
  ['a BIOS on ARM', 'small.raw', { architecture: 'aarch64', firmware: { kind: 'bios' } }, { code: 'boot/firmware' }],
  [
    'credentials for a machine that cannot pass them',
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
  const given: BootOptions = { architecture: 'x86_64', accelerator: 'kvm', environment, ...options };
  await expect(boot(join(home, name), given)).rejects.toMatchObject(expected);
  expect(readdirSync(place)).toEqual([]);
});

test('reports a folder whose path is too long for sockets', async () => {
  writeSerialDisk(disk, 'x', 'hang');
  const long = join(place, 'x'.repeat(60));
  mkdirSync(long);
  const environment = { ...process.env, XDG_RUNTIME_DIR: long, TMPDIR: place };
  const options: BootOptions = { architecture: 'x86_64', accelerator: 'tcg', firmware: { kind: 'bios' }, environment };
  await expect(boot(disk, options)).rejects.toMatchObject({
    code: 'boot/socket',
    message: expect.stringMatching(/: its path is longer than 107 bytes$/),
  });
  expect(readdirSync(join(long, 'bootwright'))).toEqual([]);
});

test('what is not installed is named with the command that installs it', async () => {
  writeSerialDisk(disk, 'x', 'hang');
  // Paths of sockets are short, wherever temporary files are.
  const short = mkdtempSync('/tmp/bootwright-');
  onTestFinished(() => rmSync(short, { recursive: true }));
  const environment = { PATH: place, XDG_RUNTIME_DIR: short, TMPDIR: place };
  await expect(boot(disk, { architecture: 'x86_64', firmware: { kind: 'bios' }, environment })).rejects.toMatchObject({
    code: 'process/not-found',
    message: 'the program qemu-system-x86_64 is not installed',
    hint: 'install it with "apt install qemu-system-x86" (Debian, Ubuntu) or "dnf install qemu-system-x86" (Fedora)',
  });
  expect(readdirSync(join(short, 'bootwright'))).toEqual([]);
});
