import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byRoot, needs } from '../../../../tools/probes.mjs';
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

/** The layer of a sealed container, with every directory that composefs asks for. */
function sealedLayer(seal: string, more: readonly WrittenEntry[] = []): readonly WrittenEntry[] {
  const files = Object.entries(bootableFiles('sealed')).filter(([path]) => !path.startsWith('etc/selinux'));
  const folders = files.flatMap(([path]) => path.split('/').map((_, depth, steps) => steps.slice(0, depth).join('/')));
  const words = `rw composefs=${seal}`.padStart(ownWords.length);
  return [
    ...[...new Set([...folders, 'sysroot'])]
      .filter((path) => path !== '')
      .map((path) => ({
        ...{ name: path, type: '5' },
        patch: (block: Buffer) => block.write('0000755\0', 100, 'latin1'),
      })),
    ...files.map(([path, content]) => ({
      name: path,
      content: Buffer.from(Buffer.from(content).toString('latin1').replace(ownWords, words), 'latin1'),
    })),
    ...more,
  ];
}

const sealedImage = (seal: string, more?: readonly WrittenEntry[]): MadeImage => ({
  layers: [sealedLayer(seal, more)],
});

function written(transport: string, files: ReadonlyMap<string, Uint8Array>): string {
  const name = `${transport}.tar`;
  writeFileSync(join(directory, name), archiveOf(files));
  return `${transport}:${name}`;
}

const archive = (seal: string, more?: readonly WrittenEntry[]) =>
  written('oci-archive', ociLayout(sealedImage(seal, more)));
const environment = { PATH: join(directory, 'programs') };
const verify = (reference: string, ...more: readonly string[]) =>
  captured(['inspect', '--verify', reference, '--arch', 'x86_64', ...more], { directory, environment });

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
    ['of programs', ['oci-archive:x.tar', '--by', 'exec'], 2, 'error: --verify needs --by read'],
    ['with what programs print', ['oci-archive:x.tar', '--format', 'bootc'], 2, 'error: --verify needs --by read'],
    [
      'with a directory and no matrix',
      ['oci-archive:x.tar', '--walk', 'x'],
      2,
      'error: --walk needs --verify and --matrix',
    ],
    ['of standard input, which is read once', ['docker-archive:-', '--matrix'], 2, 'error: --matrix reads the image'],
    [
      'of a directory against another',
      ['dir:x', '--matrix', '--walk', 'x'],
      2,
      'error: --walk compares the layers of an image with a directory',
    ],
    ['of the root of this machine', ['dir:/'], 3, 'error: the directory is the root of this machine'],
  ])('%s is rejected', async (_, argv, status, message) => {
    const [reference = '', ...more] = argv;
    const outcome = await verify(reference, ...more);
    expect(outcome.status).toBe(status);
    expect(outcome.stderr.startsWith(message)).toBe(true);
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

describe('--matrix', () => {
  test('gives the digest in each format, and says which versions of bootc accept the seal', async () => {
    const { stdout } = await verify(archive(digest), '--matrix', '--json');
    const { digests, bootc } = JSON.parse(stdout).composefs.matrix;
    expect(digests.map(({ from, erofs, hash, xattrs }: Row) => `${from} ${erofs} ${hash} ${xattrs}`)).toEqual(
      ['sha512', 'sha256'].flatMap((hash) =>
        ['capabilities', 'user'].flatMap((xattrs) => [0, 1, 2].map((erofs) => `layers ${erofs} ${hash} ${xattrs}`)),
      ),
    );
    expect(digests.filter(({ seals }: Row) => seals.length > 0)).toEqual(
      ['capabilities', 'user'].map((xattrs) => ({
        ...{ from: 'layers', erofs: 1, hash: 'sha512', xattrs, digest },
        seals: [kernel],
      })),
    );
    expect(bootc.map(({ digest: _, ...verdict }: { readonly digest: string }) => verdict)).toEqual([
      { action: 'install', versions: '1.16.4 or later', accepts: true },
      { action: 'install', versions: '1.16.3', accepts: false },
      { action: 'install', versions: '1.16.2 or earlier', accepts: false },
      { action: 'update', versions: '1.16.4 or later', installed_by: '1.16.4 or later', accepts: true },
      { action: 'update', versions: '1.16.3 or later', installed_by: '1.16.3 or earlier', accepts: false },
      { action: 'update', versions: '1.16.2 or earlier', installed_by: '1.16.2 or earlier', accepts: false },
    ]);
  });

  test('a seal of an old bootc is accepted where systems are of such a one', async () => {
    const { stdout } = await captured(['seal', 'digest', archive(digest), '--erofs', '2'], { directory });
    const page = await verify(archive(stdout.trim()), '--matrix');
    expect(page.status).toBe(4);
    expect(page.stdout).toMatch(/rejects the installation: bootc 1\.16\.4 or later, which computes/);
    expect(page.stdout).toContain(
      'accepts the update of systems installed by 1.16.3 or earlier: bootc 1.16.3 or later\n',
    );
  });
});

interface Row {
  readonly from: string;
  readonly erofs: number;
  readonly hash: string;
  readonly xattrs: string;
  readonly seals: readonly string[];
}

// Its files belong to who runs this, those of the layers to root.
const rootHere = needs(byRoot());

describe('a directory', () => {
  // Of files without attributes getfattr prints nothing.
  beforeAll(() => {
    mkdirSync(environment.PATH);
    writeFileSync(join(environment.PATH, 'getfattr'), '#!/bin/sh\n', { mode: 0o755 });
  });
  const root = join(directory, 'root');
  /** The files of the image, with the times that they have in its layers. */
  const extracted = async (seal: string, more: readonly WrittenEntry[] = []): Promise<string> => {
    rmSync(root, { recursive: true, force: true });
    mkdirSync(root);
    const image = archive(seal, more);
    for (const { name, type, content = '' } of sealedLayer(seal, more)) {
      const place = join(root, `${name}`);
      if (type === '5') mkdirSync(place, { recursive: true });
      else writeFileSync(place, content);
    }
    const entries = readdirSync(root, { recursive: true, encoding: 'utf8' });
    for (const name of ['', ...entries].sort().reverse()) {
      const place = join(root, name);
      chmodSync(place, statSync(place).isDirectory() ? 0o755 : 0o644);
      utimesSync(place, 0, 0);
    }
    return image;
  };

  test.skipIf(rootHere.missing)(`has the digest of the same layers, and its seal holds${rootHere.note}`, async () => {
    await extracted(digest);
    const { status, stdout } = await verify(`dir:${root}`, '--matrix', '--json');
    const { composefs } = JSON.parse(stdout);
    expect({ status, digest: composefs.digest, verdict: composefs.verdict }).toEqual({
      status: 0,
      digest,
      verdict: 'holds',
    });
    expect(new Set(composefs.matrix.digests.map(({ from }: Row) => from))).toEqual(new Set(['directory']));
  });

  test.skipIf(rootHere.missing)(
    `is compared with the layers: the first entry that differs is named, with its layer${rootHere.note}`,
    async () => {
      const image = await extracted(digest);
      writeFileSync(join(root, 'usr/lib/os-release'), 'ID=other\nVERSION_ID=1\nNAME=Other\n');
      utimesSync(join(root, 'usr/lib/os-release'), 0, 0);
      const { stdout } = await verify(image, '--matrix', '--walk', root, '--json');
      const { digests, difference } = JSON.parse(stdout).composefs.matrix;
      expect(difference).toMatchObject({ path: '/usr/lib/os-release', what: 'content', layer: 1 });
      expect(digests.filter(({ from, seals }: Row) => from === 'directory' && seals.length > 0)).toEqual([]);
      await extracted(digest);
      const page = await verify(image, '--matrix', '--walk', root);
      expect(page.stdout).toMatch(/First difference +none: the directory has the same root as the layers\n/);
    },
  );

  test('with another content is not the sealed one', async () => {
    await extracted(digest);
    writeFileSync(join(root, 'usr/lib/os-release'), 'ID=other\nVERSION_ID=1\nNAME=Other\n');
    expect(await saidOf(`dir:${root}`)).toMatchObject({ status: 4, line: 'broken', holds: false });
  });

  test('of which getfattr cannot read a file is not verified', async () => {
    await extracted(digest);
    const programs = join(directory, 'failing');
    mkdirSync(programs);
    writeFileSync(join(programs, 'getfattr'), '#!/bin/sh\necho "getfattr: a: File name too long" >&2; exit 1\n', {
      mode: 0o755,
    });
    const outcome = await captured(['inspect', '--verify', `dir:${root}`], {
      directory,
      environment: { PATH: `${programs}:/usr/bin:/bin` },
    });
    expect({ status: outcome.status, stdout: outcome.stdout }).toEqual({ status: 3, stdout: '' });
    expect(outcome.stderr).toContain('File name too long');
  });

  test('that changes while it is read is not verified', async () => {
    await extracted(digest);
    const programs = join(directory, 'changing');
    mkdirSync(programs);
    // Another content of the same length, with the same times.
    writeFileSync(
      join(programs, 'getfattr'),
      '#!/bin/sh\ntr I J < usr/lib/os-release > other; cat other > usr/lib/os-release; rm other; touch -d @0 usr/lib/os-release .\n',
      { mode: 0o755 },
    );
    const outcome = await captured(['inspect', '--verify', `dir:${root}`], {
      directory,
      environment: { PATH: `${programs}:/usr/bin:/bin` },
    });
    expect({ status: outcome.status, stdout: outcome.stdout }).toEqual({ status: 3, stdout: '' });
    expect(outcome.stderr).toMatch(/was changed while the directory was read \[inspect\/changed\]\n {2}at /);
  });

  test('without getfattr is not verified, since file capabilities are not seen', async () => {
    await extracted(digest);
    const outcome = await captured(['inspect', '--verify', `dir:${root}`], {
      directory,
      environment: { PATH: directory },
    });
    expect(outcome.status).toBe(3);
    expect(outcome.stderr).toMatch(/getfattr is not installed: the seal cannot be verified \[seal\/no-getfattr\]/);
  });
});

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
