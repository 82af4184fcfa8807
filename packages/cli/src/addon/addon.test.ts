import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { signingPair } from '../../../uki/testing/signing-certificate.ts';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-addon-'));
afterAll(() => rmSync(directory, { recursive: true }));

const own = signingPair('Harbour');
const other = signingPair('Other');
const pem = (passphrase?: string) =>
  own.key.export({
    type: 'pkcs8',
    format: 'pem',
    ...(passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }),
  });
for (const [name, text] of Object.entries({
  'key.pem': pem(),
  'locked.pem': pem('secret'),
  'passphrase.txt': 'secret\n',
  'own.pem': own.certificate,
  'other.pem': other.certificate,
  'timezone.txt': 'Europe/Berlin',
  'config.toml': '[customizations.kernel]\nappend = "quiet"\n',
  'users.toml': '[[customizations.user]]\nname = "ann"\n',
  'signer.mjs': `import { readFileSync } from 'node:fs';
import { sign } from 'node:crypto';
process.stdout.write(sign('sha256', readFileSync(0), readFileSync('key.pem')));
`,
})) {
  writeFileSync(join(directory, name), text);
}

const addon = (...argv: readonly string[]) =>
  captured(['addon', ...argv], { directory, environment: { PATH: process.env.PATH ?? '' } });
const build = ['build', '--kernel-args', 'rw a=1', '--arch', 'x86_64'] as const;
const signing = ['--key', 'key.pem', '--certificate', 'own.pem'] as const;
const bytesOf = (name: string) => readFileSync(join(directory, name));
const trusted = { subject: 'Harbour', issuer: 'Harbour', serial: '07' };

describe('addon build', () => {
  test('says that users need rw, where the addon does not bring it', async () => {
    const users = ['build', '--arch', 'x86_64', '--blueprint', 'users.toml', '-o', 'users.efi'];
    const needed = await addon(...users, '--json');
    expect(needed.status).toBe(0);
    const notices = needed.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(notices).toContainEqual({
      code: 'addon/needs-rw',
      level: 'notice',
      message: expect.stringContaining('needs the argument rw, and the addon does not bring it'),
      hint: 'add --kernel-args rw, unless the command line of the image has it',
    });
    expect((await addon(...users, '--kernel-args', 'rw')).stderr).not.toContain('addon/needs-rw');
  });

  test('writes an addon, and says that it is not signed', async () => {
    const { status, stdout, stderr } = await addon(
      ...build,
      '--credential',
      'firstboot.timezone=timezone.txt',
      '-o',
      'a.efi',
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('the addon is not signed: machines with Secure Boot ignore it');
    const shown = await addon('show', 'a.efi', '--json');
    const { sections, sbat, ...info } = JSON.parse(shown.stdout);
    expect(sections.map(({ name }: { readonly name: string }) => name)).toEqual([
      '.text',
      '.sbat',
      '.cmdline',
      '.initrd',
    ]);
    expect(sbat).toMatch(/^sbat,1/);
    expect(info).toEqual({
      architecture: 'x86_64',
      command_line: 'rw a=1',
      credentials: [{ name: 'firstboot.timezone', size: 13 }],
      signature: { kind: 'none' },
      ignored: [],
      load_flaws: [],
    });
  });

  test('adds the kernel arguments of a blueprint before those of the command line', async () => {
    await addon(
      'build',
      '--blueprint',
      'config.toml',
      '--kernel-args',
      'b',
      ...signing,
      '--arch',
      'aarch64',
      '-o',
      'b.efi',
    );
    const { stdout } = await addon('show', 'b.efi');
    expect(stdout).toContain('Kernel arguments  quiet b\n');
    expect(stdout).toContain('Signature         Harbour\n');
  });

  test('carries users, files and services of a blueprint as credentials, and says what it leaves out', async () => {
    const blueprint =
      '[customizations]\nfips = true\nhostname = "web"\n[[customizations.files]]\npath = "/etc/a"\ndata = "x"\n';
    writeFileSync(join(directory, 'more.toml'), blueprint);
    const argv = ['build', '--blueprint', 'more.toml', '--arch', 'x86_64', '-o', 'c.efi'];
    const { stderr } = await addon(...argv);
    expect(stderr).toContain('customizations.fips is left out: no credential of systemd carries it');
    expect(stderr).toContain('the kernel needs the argument rw, and the addon does not bring it');
    const { credentials, command_line } = JSON.parse((await addon('show', 'c.efi', '--json')).stdout);
    expect(command_line).toBe('systemd.hostname=web');
    expect(credentials.map(({ name }: { readonly name: string }) => name)).toEqual(['tmpfiles.extra']);
    expect((await addon(...argv, '--kernel-args', 'rw')).stderr).not.toContain('needs the argument rw');
  });

  test('signs by a key, an encrypted key or another program, with the same bytes', async () => {
    const forms = [
      signing,
      ['--key', 'locked.pem', '--passphrase-file', 'passphrase.txt', '--certificate', 'own.pem'],
      ['--signer', `${process.execPath} signer.mjs`, '--certificate', 'own.pem'],
    ];
    for (const [index, form] of forms.entries()) {
      const { status, stderr } = await addon(...build, ...form, '-o', `${index}.efi`);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
    await addon(...build, '-o', 'unsigned.efi');
    await addon('sign', 'unsigned.efi', ...signing, '-o', '3.efi');
    for (const name of ['1.efi', '2.efi', '3.efi']) expect(bytesOf(name).equals(bytesOf('0.efi'))).toBe(true);
  });

  test('leaves nothing where the certificate is that of another key', async () => {
    const { status, stderr } = await addon(
      ...build,
      '--key',
      'key.pem',
      '--certificate',
      'other.pem',
      '-o',
      'wrong.efi',
    );
    expect(status).toBe(3);
    expect(stderr).toContain('the signature does not fit the certificate');
    expect(() => bytesOf('wrong.efi')).toThrow('ENOENT');
  });
});

describe('addon verify', () => {
  test.each<[string, string, readonly string[], number, object]>([
    ['a trusted signature', '0.efi', ['--db', 'other.pem', '--db', 'own.pem'], 0, { valid: true, trusted: true }],
    [
      'a signature by another',
      '0.efi',
      ['--db', 'other.pem'],
      4,
      { valid: true, trusted: false, why: 'no trusted certificate vouches for its key' },
    ],
  ])('%s', async (_, file, db, status, verdict) => {
    await addon(...build, ...signing, '-o', file);
    const result = await addon('verify', file, ...db, '--json');
    expect({ status: result.status, ...JSON.parse(result.stdout) }).toEqual({
      status,
      trusted: status === 0,
      signatures: [{ signer: trusted, hash: 'sha256', ...verdict }],
    });
  });

  test('a file without a signature', async () => {
    await addon(...build, '-o', 'none.efi');
    const { status, stdout } = await addon('verify', 'none.efi', '--db', 'own.pem');
    expect({ status, stdout }).toEqual({ status: 4, stdout: 'not signed: machines with Secure Boot ignore it\n' });
  });

  test('a trusted signature that the dbx revokes', async () => {
    await addon(...build, ...signing, '-o', 'revoked.efi');
    const { raw } = new X509Certificate(bytesOf('own.pem'));
    const list = Buffer.concat([Buffer.from('a159c0a5e494a74a87b5ab155c2bf072', 'hex'), Buffer.alloc(28), raw]);
    list.writeUInt32LE(list.length, 16);
    list.writeUInt32LE(16 + raw.length, 24);
    writeFileSync(join(directory, 'dbx.esl'), list);
    const { status, stdout } = await addon('verify', 'revoked.efi', '--db', 'own.pem', '--dbx', 'dbx.esl');
    expect({ status, stdout }).toEqual({
      status: 4,
      stdout: 'Harbour: revoked: the dbx has a certificate that vouches for its key\n',
    });
    const other = await addon('verify', 'revoked.efi', '--db', 'own.pem', '--dbx', 'own.pem');
    expect({ status: other.status, stderr: other.stderr }).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('[uki/revocations]\n  at own.pem\n  help: give the signature lists of dbx'),
    });
  });

  test('a file that changed after it was signed', async () => {
    await addon(...build, ...signing, '-o', 'changed.efi');
    const bytes = bytesOf('changed.efi');
    writeFileSync(join(directory, 'changed.efi'), bytes.toString('latin1').replace('rw a=1', 'rw a=2'), 'latin1');
    const { status, stdout } = await addon('verify', 'changed.efi', '--db', 'own.pem');
    expect({ status, stdout }).toEqual({
      status: 4,
      stdout: 'Harbour: not valid: it is that of another file, or the file was changed\n',
    });
  });
});

describe('what is not understood', () => {
  test.each<[readonly string[], string]>([
    [['bild'], 'unknown action "bild"'],
    [['build', 'a.efi'], '"addon build" does not take "a.efi"'],
    [['show'], '"addon show" needs FILE'],
    [['show', 'a.efi', '--kernel-args', 'a'], '"addon show" does not take --kernel-args'],
    [['verify', 'a.efi'], '"addon verify" needs --db: the certificates that the machine trusts'],
    [['sign', 'a.efi'], '"addon sign" needs --certificate, and --key or --signer'],
    [[...build, '--key', 'key.pem'], 'a signature needs --certificate'],
    [[...build, '--certificate', 'own.pem'], 'a signature needs --key or --signer'],
    [[...build, ...signing, '--signer', 'x'], '--key and --signer contradict each other'],
    [[...build, '--credential', 'x'], 'expected NAME=FILE, got "x"'],
  ])('%j', async (argv, message) => {
    const { status, stdout, stderr } = await addon(...argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test.each<[readonly string[], string]>([
    [['build', '--arch', 'x86_64'], 'adds nothing'],
    [['show', 'config.toml'], 'the file ends before byte'],
    [
      [...build, '--key', 'locked.pem', '--certificate', 'own.pem'],
      'the private key is encrypted, and no passphrase is given',
    ],
  ])('%j', async (argv, message) => {
    const { status, stdout, stderr } = await addon(...argv);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('a terminal shows no binary file', async () => {
    const { status, stderr } = await captured(['addon', ...build], { directory, terminal: true });
    expect(status).toBe(2);
    expect(stderr).toContain('standard output is a terminal');
  });
});
