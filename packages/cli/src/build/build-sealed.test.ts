import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { signingPair } from '../../../uki/testing/signing-certificate.ts';
import { buildBench } from '../../testing/build-bench.ts';
import { captured } from '../captured.ts';

const { at, surroundings, build, files } = buildBench();
const [own, other] = [signingPair('Harbour'), signingPair('Other')];
const passphrase = 'of the harbour';
const pem = (options: object) => own.key.export({ type: 'pkcs8', format: 'pem', ...options } as never).toString();

beforeEach(() => {
  const content = {
    'key.pem': pem({}),
    'locked.pem': pem({ cipher: 'aes-256-cbc', passphrase }),
    'own.pem': own.certificate,
    'other.pem': other.certificate,
    'passphrase.txt': `${passphrase}\n`,
    'wrong.txt': 'of another\n',
    'blueprint.toml': '[customizations]\nhostname = "web-1"\n[customizations.kernel]\nappend = "quiet"\n',
  };
  mkdirSync(at('folder'));
  for (const [name, text] of Object.entries(content)) writeFileSync(at(name), text);
});

const image = [
  ...['--root', join(import.meta.dirname, '../../../../test-data/containers/sealed')],
  ...['--ref', 'registry.example.com/harbour/web:1', '--arch', 'x86_64', '--image-id', `sha256:${'a'.repeat(64)}`],
  ...['--seed', '1', '--blueprint', 'blueprint.toml', '--type', 'raw'],
];
const output = ['--output-dir', 'out', '--with-manifest'];
const signing = ['--addon-key', 'key.pem', '--addon-certificate', 'own.pem'];

/** The addon of the manifest that a build kept, and the text of the manifest. */
function built(): { readonly text: string; readonly addon: Buffer | undefined } {
  const name = files().find((file) => file.endsWith('.osbuild-manifest.json')) ?? '';
  const text = readFileSync(at(name), 'utf8');
  const items: Readonly<Record<string, { readonly data: string }>> =
    JSON.parse(text).sources['org.osbuild.inline']?.items ?? {};
  const all = Object.values(items).map(({ data }) => Buffer.from(data, 'base64'));
  return { text, addon: all.find((bytes) => bytes.subarray(0, 2).toString() === 'MZ') };
}

test('a build hands the signed addon to osbuild, as the manifest has it', async () => {
  const options = [...image, '--profile', 'recommended', ...signing];
  expect(await build([...options, ...output])).toMatchObject({ status: 0 });
  const { text, addon } = built();
  expect(text).toBe((await captured(['manifest', ...options], surroundings())).stdout);
  writeFileSync(at('addon.efi'), addon ?? '');
  expect((await captured(['addon', 'verify', 'addon.efi', '--db', 'own.pem'], surroundings())).status).toBe(0);
  expect((await captured(['addon', 'verify', 'addon.efi', '--db', 'other.pem'], surroundings())).status).not.toBe(0);
});

test('an encrypted key signs the same bytes', async () => {
  const options = [...image, '--profile', 'recommended'];
  const plain = await captured(['manifest', ...options, ...signing], surroundings());
  const locked = ['--addon-key', 'locked.pem', '--addon-passphrase-file', 'passphrase.txt'];
  expect(await build([...options, ...locked, '--addon-certificate', 'own.pem', ...output])).toMatchObject({
    status: 0,
  });
  expect(built().text).toBe(plain.stdout);
});

test('without a key the build goes on, and a notice says that Secure Boot ignores the addon', async () => {
  const { status, stderr } = await build([...image, '--profile', 'recommended', ...output]);
  expect({ status, hasAddon: built().addon !== undefined }).toEqual({ status: 0, hasAddon: true });
  expect(stderr).toContain('[addon/unsigned]');
});

test('the profile reference customizes where that is asked for, and by credentials alone with --deliver addon', async () => {
  expect(await build([...image, ...output])).toMatchObject({ status: 0 });
  expect(built().addon).toBeUndefined();
  const asked = [...image, '--sealed-customizations', '--deliver', 'addon', ...signing];
  expect(await build([...asked, ...output])).toMatchObject({ status: 0 });
  const { text, addon } = built();
  expect(text).not.toContain('/state/deploy');
  expect(addon?.includes('systemd.hostname=')).toBe(true);
});

test('an addon that an external program signed, such as one with PKCS #11, is built in as it is', async () => {
  const program = [
    "import { sign } from 'node:crypto';",
    "import { readFileSync } from 'node:fs';",
    "process.stdout.write(sign('sha256', readFileSync(0), readFileSync('key.pem')));",
  ];
  writeFileSync(at('sign.mjs'), program.join('\n'));
  const signer = ['--signer', `'${process.execPath}' sign.mjs`, '--certificate', 'own.pem'];
  const made = ['addon', 'build', '--kernel-args', 'quiet rw', '--arch', 'x86_64', ...signer, '-o', 'ready.efi'];
  expect(await captured(made, surroundings())).toMatchObject({ status: 0 });
  expect((await captured(['addon', 'verify', 'ready.efi', '--db', 'own.pem'], surroundings())).status).toBe(0);
  expect(await build([...image, '--profile', 'recommended', '--addon', 'ready.efi', ...output])).toMatchObject({
    status: 0,
  });
  expect(built().addon).toEqual(readFileSync(at('ready.efi')));
});

describe('before anything is built', () => {
  test.each<[string, readonly string[], string]>([
    [
      'an encrypted key without its passphrase',
      ['--addon-key', 'locked.pem', '--addon-certificate', 'own.pem'],
      'uki/key: the private key is encrypted, and no passphrase is given at locked.pem',
    ],
    [
      'a wrong passphrase',
      ['--addon-key', 'locked.pem', '--addon-passphrase-file', 'wrong.txt', '--addon-certificate', 'own.pem'],
      'uki/key: the private key cannot be decrypted at locked.pem',
    ],
    [
      'the certificate of another key',
      ['--addon-key', 'key.pem', '--addon-certificate', 'other.pem'],
      'uki/certificate: the certificate does not belong to the key at other.pem',
    ],
    [
      'a certificate in place of a key',
      ['--addon-key', 'own.pem', '--addon-certificate', 'own.pem'],
      'uki/key: the file has no private key in PEM or DER at own.pem',
    ],
    [
      'a key in place of a certificate',
      ['--addon-key', 'key.pem', '--addon-certificate', 'key.pem'],
      'uki/certificate: the file has no X.509 certificate in PEM or DER at key.pem',
    ],
    [
      'a key that cannot be read',
      ['--addon-key', 'folder', '--addon-certificate', 'own.pem'],
      'file/directory: folder is a directory at folder',
    ],
    [
      'a key that is missing',
      ['--addon-key', 'none.pem', '--addon-certificate', 'own.pem'],
      'file/absent: no such file or directory: none.pem at none.pem',
    ],
  ])('%s is a fault, for build, manifest and batch', async (_, options, expected) => {
    const commands = [
      ['build', ...image, '--profile', 'recommended', ...options, ...output, '--json'],
      ['manifest', ...image, '--profile', 'recommended', ...options, '--json'],
      ['batch', 'blueprint.toml', '--mock-sources', ...options, '--json'],
    ];
    for (const argv of commands) {
      const { status, stdout, stderr } = await captured(argv, surroundings());
      const [{ code, message, at: place }] = stderr.split('\n').map((line) => JSON.parse(line || '{}'));
      expect({ status, stdout, said: `${code}: ${message} at ${place?.file}` }).toEqual({
        status: 3,
        stdout: '',
        said: expected,
      });
    }
    expect(files().filter((name) => name.startsWith('out'))).toEqual([]);
  });
});
