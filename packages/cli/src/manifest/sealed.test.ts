import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { signingPair } from '../../../uki/testing/signing-certificate.ts';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-sealed-'));
afterAll(() => rmSync(directory, { recursive: true }));
const own = signingPair('Harbour');
const key = own.key.export({ type: 'pkcs8', format: 'pem' }).toString();
const write = (name: string, content: string | Uint8Array) => writeFileSync(join(directory, name), content);
write('key.pem', key);
write('own.pem', own.certificate);
write('config.toml', '[customizations]\nhostname = "web-1"\n[customizations.kernel]\nappend = "quiet"\n');
const container = {
  imgref: 'registry.example.com/harbour/web:1',
  arch: 'x86_64',
  default_root_fs: 'ext4',
  size: 1_000_000,
  unified_kernel: true,
  bootloader: 'systemd',
  uki: { command_line: 'console=ttyS0', composefs_digest: 'ab'.repeat(64), systemd: '257' },
  os_info: { os_release: { id: 'a', version_id: '1', name: 'A' }, uefi_vendor: 'a' },
};
write('request.json', JSON.stringify({ container, image_type: 'raw' }));

async function manifest(...options: readonly string[]) {
  const argv = ['manifest', '--request', 'request.json', '--blueprint', 'config.toml', '--seed', '1', '--mock-sources'];
  return captured([...argv, ...options, '--json'], { directory });
}

const codes = (stderr: string): readonly string[] =>
  stderr.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).code]));

/** The addon that a manifest carries. */
function addonIn(text: string): Buffer | undefined {
  const items: Readonly<Record<string, { readonly data: string }>> =
    JSON.parse(text).sources['org.osbuild.inline']?.items ?? {};
  const files = Object.values(items).map(({ data }) => Buffer.from(data, 'base64'));
  return files.find((bytes) => bytes.subarray(0, 2).toString() === 'MZ');
}

const signing = ['--addon-key', 'key.pem', '--addon-certificate', 'own.pem'];

test('the profile reference customizes a sealed image where that is asked for', async () => {
  const plain = await manifest();
  const asked = await manifest('--sealed-customizations');
  expect(addonIn(plain.stdout)).toBeUndefined();
  expect(codes(plain.stderr)).toContain('sealed/kernel-arguments');
  expect(addonIn(asked.stdout)?.includes('quiet')).toBe(true);
  expect(asked.stdout).toContain(`mount://-/state/deploy/${'ab'.repeat(64)}/etc/hostname`);
  expect(codes(asked.stderr)).toContain('addon/unsigned');
});

test('a key signs the addon, the same each time, and is written nowhere', async () => {
  const { status, stdout, stderr } = await manifest('--profile', 'recommended', ...signing);
  expect({ status, codes: codes(stderr) }).toEqual({ status: 0, codes: [] });
  expect((await manifest('--profile', 'recommended', ...signing)).stdout).toBe(stdout);
  write('addon.efi', addonIn(stdout) ?? '');
  expect((await captured(['addon', 'verify', 'addon.efi', '--db', 'own.pem'], { directory })).status).toBe(0);
  const secret = key.split('\n')[1] ?? '';
  const debugged = await captured(
    ['manifest', '--request', 'request.json', '--blueprint', 'config.toml', '--mock-sources', ...signing],
    { directory, environment: { BOOTWRIGHT_DEBUG: '*' } },
  );
  expect(`${stdout}${stderr}${debugged.stdout}${debugged.stderr}`).not.toContain(secret);
});

test('with --deliver addon everything is in the addon', async () => {
  const { stdout } = await manifest('--profile', 'recommended', '--deliver', 'addon', ...signing);
  expect(stdout).not.toContain('/state/deploy');
  expect(addonIn(stdout)?.includes('systemd.hostname=')).toBe(true);
});

test('an addon that is ready is carried as it is, and what it lacks is noted', async () => {
  await captured(['addon', 'build', '--kernel-args', 'panic=5', '--arch', 'x86_64', '-o', 'ready.efi'], { directory });
  const { stdout, stderr } = await manifest('--profile', 'recommended', '--addon', 'ready.efi');
  expect(addonIn(stdout)).toEqual(readFileSync(join(directory, 'ready.efi')));
  expect(codes(stderr)).toEqual(['addon/unsigned', 'addon/incomplete']);
});

test('arguments of an addon that are too many with those of the image are noted', async () => {
  await captured(
    ['addon', 'build', '--kernel-args', `quiet rw ${'a'.repeat(2030)}`, '--arch', 'x86_64', '-o', 'long.efi'],
    { directory },
  );
  const { stderr } = await manifest('--profile', 'recommended', '--addon', 'long.efi');
  expect(codes(stderr)).toContain('addon/too-long');
  expect(stderr).toContain('has 2053 bytes with the arguments of its addon');
});

test('an addon that is ready and lacks an argument or a credential is incomplete', async () => {
  await captured(['addon', 'build', '--kernel-args', 'quiet rw', '--arch', 'x86_64', '-o', 'args.efi'], { directory });
  write(
    'zone.toml',
    `${readFileSync(join(directory, 'config.toml'), 'utf8')}[customizations.timezone]\ntimezone = "UTC"\n`,
  );
  const ready = ['--profile', 'recommended', '--deliver', 'addon', '--addon', 'args.efi', '--blueprint', 'zone.toml'];
  const { stderr } = await captured(['manifest', '--request', 'request.json', '--mock-sources', ...ready], {
    directory,
  });
  expect(stderr).toContain(
    'the addon lacks what the image needs: the kernel argument systemd.hostname=web-1, and the credential tmpfiles.extra',
  );
});

test('arguments of a ready addon that start something else are noted', async () => {
  const line = 'composefs=00 init=/bin/sh quiet';
  await captured(['addon', 'build', '--kernel-args', line, '--arch', 'x86_64', '-o', 'other.efi'], { directory });
  const { stderr } = await manifest('--profile', 'recommended', '--addon', 'other.efi');
  expect(codes(stderr)).toEqual(['addon/overrides', 'addon/overrides', 'addon/unsigned']);
});

test('a ready addon for another architecture is a fault', async () => {
  await captured(['addon', 'build', '--kernel-args', 'quiet', '--arch', 'aarch64', '-o', 'arm.efi'], { directory });
  const { status, stderr } = await manifest('--profile', 'recommended', '--addon', 'arm.efi');
  expect({ status, codes: codes(stderr) }).toEqual({ status: 3, codes: ['uki/addon'] });
});

test('a ready addon that firmware does not load is noted', async () => {
  await captured(['addon', 'build', '--kernel-args', 'quiet', '--arch', 'x86_64', '-o', 'flaw.efi'], { directory });
  const bytes = readFileSync(join(directory, 'flaw.efi'));
  // Subsystem of its optional header.
  bytes.writeUInt16LE(3, 0x40 + 24 + 68);
  write('flaw.efi', bytes);
  const { stderr } = await manifest('--profile', 'recommended', '--addon', 'flaw.efi');
  expect(codes(stderr)).toEqual(['addon/unsigned', 'addon/flawed']);
});

test('batch signs the addons of all its requests', async () => {
  const blueprint = { customizations: { kernel: { append: 'quiet' } } };
  const line = (name: string) => JSON.stringify({ name, container, image_type: 'raw', blueprint, seed: 1 });
  const stdin = `${line('a')}\n${line('b')}\n`;
  const argv = ['batch', '--profile', 'recommended', '--mock-sources', '--manifests', ...signing];
  const { status, stdout } = await captured(argv, { directory, stdin });
  const answers = stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text));
  expect({ status, notices: answers.map(({ notices }) => notices) }).toEqual({ status: 0, notices: [[], []] });
  const addons = answers.map(({ manifest: made }) => addonIn(JSON.stringify(made)));
  expect(addons[0]).toEqual(addons[1]);
  write('batch.efi', addons[0] ?? '');
  expect((await captured(['addon', 'verify', 'batch.efi', '--db', 'own.pem'], { directory })).status).toBe(0);
});

test.each<[readonly string[], number, string]>([
  [['--addon-key', 'key.pem'], 2, '--addon-key needs --addon-certificate'],
  [['--addon-certificate', 'own.pem'], 2, 'an addon is signed with --addon-key'],
  [['--addon', 'x.efi', ...signing], 2, '--addon and --addon-key contradict each other'],
  [['--addon', 'own.pem'], 3, 'the file ends before byte'],
])('%j is rejected', async (options, status, message) => {
  const { status: ended, stdout, stderr } = await manifest('--profile', 'recommended', ...options);
  expect({ status: ended, stdout }).toEqual({ status, stdout: '' });
  expect(stderr).toContain(message);
});
