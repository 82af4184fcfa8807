import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import {
  archiveOf,
  dockerLayout,
  type MadeImage,
  ociBlobs,
  ociLayout,
} from '../../../container-image/testing/image.ts';
import { bootableFiles } from '../../../inspect/testing/bootable-image.ts';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-verify-'));
afterAll(() => rmSync(directory, { recursive: true }));

const placeholder = 'c0ffee00'.repeat(16);
const kernel = 'boot/EFI/Linux/6.12.7.efi';

const ownWords = `quiet rw composefs=${placeholder}`;

/** A sealed container, with every directory that composefs asks for. */
function sealedImage(seal: string, more: readonly WrittenEntry[] = []): MadeImage {
  const files = Object.entries(bootableFiles('sealed')).filter(([path]) => !path.startsWith('etc/selinux'));
  const folders = files.flatMap(([path]) => path.split('/').map((_, depth, steps) => steps.slice(0, depth).join('/')));
  const words = `rw composefs=${seal}`.padStart(ownWords.length);
  const layer = [
    ...[...new Set([...folders, 'sysroot'])].filter((path) => path !== '').map((path) => ({ name: path, type: '5' })),
    ...files.map(([path, content]) => ({
      name: path,
      content: Buffer.from(Buffer.from(content).toString('latin1').replace(ownWords, words), 'latin1'),
    })),
    ...more,
  ];
  return { layers: [layer] };
}

function written(transport: string, files: ReadonlyMap<string, Uint8Array>): string {
  const name = `${transport}.tar`;
  writeFileSync(join(directory, name), archiveOf(files));
  return `${transport}:${name}`;
}

const archive = (seal: string, more?: readonly WrittenEntry[]) =>
  written('oci-archive', ociLayout(sealedImage(seal, more)));
const verify = (reference: string, ...more: readonly string[]) =>
  captured(['inspect', '--verify', reference, '--arch', 'x86_64', ...more], { directory });

/** The digest of the container's root: what is in /boot does not count, so that it can be put there. */
let digest = '';
beforeAll(async () => {
  digest = JSON.parse((await verify(archive(placeholder), '--json')).stdout).composefs.digest;
});

/** What is said of an image: status, the line on the page, and JSON. */
async function saidOf(reference: string) {
  const page = await verify(reference);
  const json = await verify(reference, '--json');
  const { composefs } = JSON.parse(json.stdout);
  expect(json.status).toBe(page.status);
  return {
    status: page.status,
    line: /^ *Seal +(.*)$/m.exec(page.stdout)?.[1]?.replace(/:.*/, ''),
    holds: composefs.holds,
    verdict: composefs.verdict,
    reasons: composefs.reasons.map(({ code }: { readonly code: string }) => code),
    seals: composefs.seals.map((seal: { readonly holds: boolean }) => seal.holds),
  };
}

describe('--verify', () => {
  test('gives the digest and each seal as JSON', async () => {
    const { composefs } = JSON.parse((await verify(archive(placeholder), '--json')).stdout);
    expect(composefs).toEqual({
      digest: expect.stringMatching(/^[0-9a-f]{128}$/),
      holds: false,
      verdict: 'broken',
      reasons: [],
      seals: [{ file: kernel, digest: placeholder, holds: false, verdict: { kind: 'differs' } }],
    });
  });

  test('says that a seal holds, with status 0', async () => {
    const page = await verify(archive(digest));
    expect(page.status).toBe(0);
    expect(page.stdout).toMatch(/Seal +holds: 6\.12\.7\.efi boots this root/);
    expect(await saidOf(archive(digest))).toEqual({
      status: 0,
      line: 'holds',
      holds: true,
      verdict: 'holds',
      reasons: [],
      seals: [true],
    });
  });

  test('says why a broken seal does not hold, with status 4', async () => {
    const page = await verify(archive(digest, [{ name: 'usr/more', content: 'x' }]));
    expect(page.status).toBe(4);
    expect(page.stdout).toMatch(/Seal +broken: 6\.12\.7\.efi is sealed for another root/);
    expect(page.stderr).toMatch(/sealed with [0-9a-f]{16}…, and the root has [0-9a-f]{16}…: bootc does not install it/);
  });

  test('says that there is nothing to verify, with status 4', async () => {
    const image = sealedImage(digest, [{ name: `${kernel.slice(0, kernel.lastIndexOf('/'))}/.wh.6.12.7.efi` }]);
    expect(await saidOf(written('oci-archive', ociLayout(image)))).toEqual({
      status: 4,
      line: 'nothing to verify',
      holds: false,
      verdict: 'nothing-to-verify',
      reasons: [],
      seals: [],
    });
  });

  test('says that an optional seal is not enforced, with status 8', async () => {
    expect(await saidOf(archive(`?${digest}`))).toMatchObject({
      status: 8,
      line: 'not enforced',
      holds: false,
      seals: [false],
    });
  });

  test('says what cannot be verified, with status 8', async () => {
    const entry = [
      { name: 'boot/loader', type: '5' },
      { name: 'boot/loader/entries', type: '5' },
      { name: 'boot/loader/entries/a.conf', content: 'options init=/bin/sh\n' },
    ];
    expect(await saidOf(archive(digest, entry))).toEqual({
      status: 8,
      line: 'not verified',
      holds: false,
      verdict: 'not-verified',
      reasons: ['seal/entry'],
      seals: [false],
    });
  });

  test('reads the facts from the files that the digest covers', async () => {
    const hidden = [{ name: 'usr/lib/.wh.os-release' }];
    const outcome = await verify(archive(digest, hidden));
    expect(outcome.status).toBe(3);
    expect(outcome.stderr).toMatch(/the container has neither \/etc\/os-release nor \/usr\/lib\/os-release/);
  });

  test.each([
    ['the configuration of an OCI image', 'oci-archive'],
    ['the configuration of a Docker archive under its old name', 'docker-archive'],
  ])('%s that was changed is a fault', async (_, transport) => {
    const image = sealedImage(digest);
    const files = new Map(transport === 'oci-archive' ? ociLayout(image) : dockerLayout(image));
    for (const [name, bytes] of files) {
      const text = Buffer.from(bytes).toString('latin1');
      if (text.startsWith('{"architecture"'))
        files.set(name, Buffer.from(text.replace('"linux"', '"linuX"'), 'latin1'));
    }
    const outcome = await verify(written(transport, files));
    expect(outcome.status).toBe(3);
    expect(outcome.stderr).toMatch(/is damaged: its digest is sha256:[0-9a-f]{64}, not sha256:[0-9a-f]{64}/);
    expect(outcome.stdout).toBe('');
  });

  test('the seal of a Docker archive holds as that of the same OCI archive does', async () => {
    expect(await saidOf(written('docker-archive', dockerLayout(sealedImage(digest))))).toMatchObject({
      status: 0,
      holds: true,
    });
  });

  test('a manifest whose configuration names other layers is not verified', async () => {
    const files = new Map(ociLayout(sealedImage(digest)));
    const rewritten = withOtherLayers(files);
    expect(await saidOf(written('oci-archive', rewritten))).toMatchObject({
      status: 8,
      holds: false,
      reasons: ['seal/layer-digest'],
    });
  });

  test.each<readonly [string, readonly string[], number, string]>([
    ['of a directory', ['dir:/'], 3, 'error: dir:/ has no layers'],
    ['of programs', ['oci-archive:x.tar', '--by', 'exec'], 2, 'error: --verify needs --by read'],
    ['with what programs print', ['oci-archive:x.tar', '--format', 'bootc'], 2, 'error: --verify needs --by read'],
  ])('%s is rejected', async (_, argv, status, message) => {
    const [reference = '', ...more] = argv;
    const directory = `dir:${join(import.meta.dirname, '../../../../test-data/containers/sealed')}`;
    const outcome = await verify(reference.replace('dir:/', directory), ...more);
    expect(outcome.status).toBe(status);
    expect(outcome.stderr.replace(directory, 'dir:/').startsWith(message)).toBe(true);
  });
});

const blobPath = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

/** The same layout, whose configuration names another layer; its manifest and index name that configuration. */
function withOtherLayers(files: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array> {
  const text = (name: string) => Buffer.from(files.get(name) ?? []).toString();
  const changed = new Map(files);
  const index = JSON.parse(text('index.json'));
  const manifest = JSON.parse(text(blobPath(index.manifests[0].digest)));
  const config = JSON.parse(text(blobPath(manifest.config.digest)));
  config.rootfs.diff_ids = [`sha256:${'e'.repeat(64)}`];
  const put = (value: unknown) => {
    const bytes = Buffer.from(JSON.stringify(value));
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    changed.set(blobPath(digest), bytes);
    return { digest, size: bytes.length };
  };
  Object.assign(manifest.config, put(config));
  Object.assign(index.manifests[0], put(manifest));
  return changed.set('index.json', Buffer.from(JSON.stringify(index)));
}

describe('an image of several manifests', () => {
  const platform = { os: 'linux', architecture: 'amd64' };
  const attestation = { 'vnd.docker.reference.type': 'attestation-manifest' };
  const named = (name: string) => ({ 'org.opencontainers.image.ref.name': name });
  const arm = { os: 'linux', architecture: 'arm64' };
  test.each<readonly [string, object, object, string]>([
    [
      'one of which is called an attestation, which podman takes',
      { platform, annotations: attestation },
      { platform },
      '',
    ],
    [
      'of one name, of which skopeo takes the first',
      { platform: arm, annotations: named('x') },
      { platform, annotations: named('x') },
      ':x',
    ],
  ])('%s, is not verified', async (_, other, sealed, tag) => {
    const unsealed = ociBlobs(sealedImage(placeholder));
    const good = ociBlobs(sealedImage(digest));
    const manifests = [
      { ...unsealed.manifest, ...other },
      { ...good.manifest, ...sealed },
    ];
    const list = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests }));
    const listDigest = createHash('sha256').update(list).digest('hex');
    const indexType = 'application/vnd.oci.image.index.v1+json';
    const outer = { mediaType: indexType, digest: `sha256:${listDigest}`, size: list.length };
    const index = tag === '' ? Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [outer] })) : list;
    const blobs = [...unsealed.blobs, ...good.blobs, { digest: outer.digest, bytes: list }];
    const files = new Map<string, Uint8Array>([
      ...blobs.map(({ digest: name, bytes }) => [`blobs/${name.replace(':', '/')}`, bytes] as const),
      ['index.json', index],
    ]);
    expect(await saidOf(`${written('oci-archive', files)}${tag}`)).toEqual({
      status: 8,
      line: 'not verified',
      holds: false,
      verdict: 'not-verified',
      reasons: ['seal/read-differently'],
      seals: [false],
    });
  });
});
