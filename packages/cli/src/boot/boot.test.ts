import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GiB } from '@bootwright/core';
import type { GuestExpectation } from '@bootwright/guest-checks';
import { afterAll, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { writeSerialDisk } from '../../../../tools/serial-disk.ts';
import { readDuration } from '../arguments/values.ts';
import { captured } from '../captured.ts';
import { guestExpectations } from './guest-expectations.ts';
import { readCredential, readUntil } from './read-until.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-boot-command-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const environment = { PATH: process.env.PATH ?? '', XDG_RUNTIME_DIR: home, TMPDIR: home };
/** Others may have been killed at the same time, of whose things any run tells that it removed them. */
const run = async (argv: readonly string[], more = {}) => {
  const result = await captured(['boot', ...argv], { environment, directory: home, ...more });
  return { ...result, stderr: result.stderr.replaceAll(/^(?:.*"lease\/swept".*|an earlier run was killed.*)\n/gm, '') };
};
const bios = ['--firmware', 'bios', '--accel', 'tcg', '--arch', 'x86_64', '--timeout', '40s'];
writeSerialDisk(join(home, 'good.raw'), '\r\nhost login: ', 'hang');
writeFileSync(join(home, 'bad.tar'), 'x'.repeat(2000));
writeFileSync(join(home, 'notes.txt'), 'hostname = "web"\n');

test.each([
  ['no disk', [], 2, 'missing required argument "DISK"'],
  ['a disk that does not exist', ['none.raw', ...bios], 3, `no such file or directory: ${home}/none.raw`],
  ['a file that is not a disk', ['notes.txt', ...bios], 3, 'is not a disk: it has neither a partition table nor'],
  [
    'a target disk for a disk',
    ['good.raw', ...bios, '--target-disk', '1GiB'],
    3,
    'a target disk is for an installer on an ISO [boot/target-disk]',
  ],
  ['an archive that is not one', ['bad.tar', ...bios], 3, 'bad.tar'],
  ['keys without Secure Boot', ['good.raw', '--keys', 'keys'], 2, '--keys needs --secure-boot'],
  ['a wait for nothing', ['good.raw', '--until', 'unit:'], 2, '--until: "unit:" is not a condition to wait for'],
  [
    'a credential without a value',
    ['good.raw', '--credential', 'a'],
    2,
    '--credential: "a" is not NAME=VALUE or NAME=@FILE',
  ],
  ['a credential of no file', ['good.raw', '--credential', 'a=@none'], 3, 'no such file or directory: none'],
] as const)('%s', async (_, argv, status, message) => {
  expect(await run(argv)).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(message) });
});

test('QEMU that is not installed is named with the command that installs it', async () => {
  const { status, stderr } = await run(['good.raw', ...bios], { environment: { ...environment, PATH: home } });
  expect(status).toBe(5);
  expect(stderr).toContain('help: install it with "apt install qemu-system-x86" (Debian, Ubuntu)');
});

const stopped = [
  'Booting initrd of Debian GNU/Linux 13 (trixie) dracut-106 (Initramfs).',
  '[ TIME ] Timed out waiting for device dev-g…2droot.device - /dev/gpt-auto-root.',
  'Entering emergency mode. Exit the shell to continue.\u001b[2J',
  '',
].join('\r\n');

test('a recorded console of a boot that failed is diagnosed, and quoted', async () => {
  const { status, stdout, stderr } = await run(['--read-console', '-', '--arch', 'aarch64'], { stdin: stopped });
  expect(status).toBe(4);
  expect(stdout).toBe('the root was not found (/dev/gpt-auto-root)\n');
  expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(
    /^error: the root was not found \(\/dev\/gpt-auto-root\): .* \[boot\/root-not-found\] .*\| Entering emergency mode\. Exit the shell to continue\. help: .*b921b045-1df0-41c3-af44-4c6f280d3fae/,
  );
});

test('a recorded console of a boot that succeeded has status 0, and what it says all the same', async () => {
  writeFileSync(
    join(home, 'console.log'),
    'Welcome to Harbour 1!\r\ncp: /etc/motd: Read-only file system\r\nhost login: ',
  );
  const { status, stdout } = await run(['--read-console', 'console.log', '--arch', 'x86_64', '--json']);
  expect({ status, ...JSON.parse(stdout) }).toMatchObject({
    status: 0,
    ok: true,
    verdict: { kind: 'booted', by: 'login' },
    explanation: { what: 'booted to a login prompt' },
    console_findings: [{ code: 'read-only-etc' }],
  });
});

const openssl = needs(program('openssl'));
test.skipIf(openssl.missing)(`keys are made once${openssl.note}`, async () => {
  const { status, stderr } = await run(['--make-keys', 'keys']);
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: 'keys now contains PK, KEK and db; sign with "sbsign --key keys/db.key --cert keys/db.pem FILE"\n',
  });
  expect(readdirSync(join(home, 'keys')).sort()).toEqual([
    'KEK.key',
    'KEK.pem',
    'PK.key',
    'PK.pem',
    'db.key',
    'db.pem',
  ]);
  expect(await run(['--make-keys', 'keys'])).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('keys already'),
  });
  expect(existsSync(join(home, 'keys/db.key'))).toBe(true);
});

test.each([
  ['booted', { kind: 'booted' }],
  ['unit:sshd.service', { kind: 'unit', unit: 'sshd.service' }],
  ['line:a:b', { kind: 'line', pattern: 'a:b' }],
  ['line:/a+/i', { kind: 'line', pattern: /a+/i }],
  ['menu', { kind: 'stage', stage: 'boot-loader' }],
  ['kernel', { kind: 'stage', stage: 'kernel' }],
  ['initramfs', { kind: 'stage', stage: 'initramfs' }],
  ['installer', { kind: 'installer' }],
  ['silence:5', { kind: 'silence', milliseconds: 5000 }],
])('--until %s', (given, awaited) => expect(readUntil(given)).toEqual(awaited));

test.each([
  ['90', 90_000],
  ['90s', 90_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
])('--timeout %s', (given, milliseconds) => expect(readDuration(given)).toBe(milliseconds));

test('a credential may hold an equals sign', () => {
  expect(readCredential('a=b=c')).toEqual({ name: 'a', value: { kind: 'text', text: 'b=c' } });
});

test('what a blueprint asks for is looked for inside', () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  expect(
    guestExpectations({
      customizations: {
        hostname: 'web',
        kernel: { append: 'quiet  nosmt' },
        user: [{ name: 'admin', groups: ['wheel'], key: 'ssh-ed25519 AAAA', password: 'secret' }],
        group: [{ name: 'ops', gid: 1100 }],
        files: [{ path: '/etc/empty', mode: '0600' }],
        directories: [{ path: '/etc/app.d', ensure_parents: true }],
        filesystem: [{ mountpoint: '/', minsize: GiB(10) }],
        disk: {
          partitions: [
            { type: 'plain', mountpoint: '/boot/efi', minsize: GiB(1), fs_type: 'vfat' },
            {
              type: 'lvm',
              minsize: GiB(1),
              logical_volumes: [{ mountpoint: '/var', minsize: GiB(2), fs_type: 'xfs' }],
            },
          ],
        },
        services: { enabled: ['sshd'], masked: ['a.timer'] },
      },
    }),
  ).toEqual([
    { kind: 'hostname', hostname: 'web' },
    { kind: 'kernel-argument', argument: 'quiet' },
    { kind: 'kernel-argument', argument: 'nosmt' },
    { kind: 'group', name: 'ops', gid: 1100 },
    { kind: 'user', name: 'admin', groups: ['wheel'], sshKey: 'ssh-ed25519 AAAA', password: { kind: 'any' } },
    { kind: 'directory', path: '/etc/app.d' },
    { kind: 'file', path: '/etc/empty', mode: '0600', sha256: empty },
    { kind: 'mount', path: '/sysroot', minimumSize: GiB(10) },
    { kind: 'mount', path: '/var', fileSystem: 'xfs', minimumSize: GiB(2) },
    { kind: 'unit', unit: 'sshd.service', state: 'enabled' },
    { kind: 'unit', unit: 'a.timer', state: 'masked' },
  ] satisfies readonly GuestExpectation[]);
});
