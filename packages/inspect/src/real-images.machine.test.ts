import { execFileSync } from 'node:child_process';
import { createReadStream, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notePrefix } from '@bootwright/container-engine';
import { parseImageReference } from '@bootwright/container-image';
import { Fault } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { directorySize, readTree } from '@bootwright/file-tree';
import { hostRunner } from '@bootwright/process';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { needs } from '../../../tools/probes.mjs';
import { processesWith } from '../../container-engine/testing/real-engine.ts';
import { settled } from '../../core/testing/async-outcome.ts';
import type {
  Failure,
  RegistryContent,
  RegistrySettings,
  SeenRequest,
} from '../../registry/testing/registry-server.ts';
import { withRegistry } from '../../registry/testing/registry-server.ts';
import { findInitramfsModules, initramfsFiles } from './initramfs/lsinitrd.ts';
import type { GivenFacts, Inspection } from './inspect-tree.ts';
import { inspectTree } from './inspect-tree.ts';
import { inspectedFiles } from './inspected-files.ts';
import { compareFacts } from './output/compare-facts.ts';
import type { ReadImageOptions } from './read-image.ts';
import { readImage } from './read-image.ts';
import { parseModuleList } from './running/container-output.ts';
import { runInContainer } from './running/run-in-container.ts';

// Engines on a busy machine take their time.
vi.setConfig({ testTimeout: 300_000 });

/**
 * Made by .ci/read-real-images.sh: roots of Debian's packages, packed by other programs in every form. Their bootc is a
 * stand-in with canned answers; packages/integration compares with a real one.
 */
const folder = process.env.BOOTWRIGHT_REAL_IMAGES ?? '';

const images = needs(folder === '' ? 'BOOTWRIGHT_REAL_IMAGES not set' : undefined);

describe.skipIf(images.missing).each(['unsealed', 'sealed'])(`a real %s image${images.note}`, (kind) => {
  const packed = join(folder, kind);
  const said = (file: string) => readFileSync(join(folder, 'roots/said', file), 'utf8');
  const root = join(folder, 'roots', kind);
  // Named here and made only where the tests run: what is skipped leaves nothing behind.
  const own = join(tmpdir(), `bootwright-real-images-${process.pid}-${kind}`);
  const scratch = join(own, 'scratch');
  const environment = { ...process.env, TMPDIR: scratch, BOOTWRIGHT_TEST: own };
  const wanted = [...inspectedFiles, ...initramfsFiles];
  const options: ReadImageOptions = { runner: hostRunner(environment), environment, files: wanted };
  let before: Remains;
  let expected: Inspection;

  beforeAll(async () => {
    mkdirSync(scratch, { recursive: true });
    // Podman mounts its storage upon itself when it first runs, and leaves it so.
    before = remains(own);
    expected = await factsOf(readTree(root, wanted));
  });
  afterAll(() => rmSync(own, { recursive: true }));

  const name = folder === '' ? '' : readFileSync(join(packed, 'name'), 'utf8').trim();
  const forms = [
    ['the directory', `dir:${root}`],
    ['an OCI layout, gzip', `oci:${packed}/oci:check`],
    ['an OCI layout, zstd', `oci:${packed}/oci-zstd:check`],
    ['an OCI archive', `oci-archive:${packed}/oci.tar`],
    ['an OCI archive that podman saved', `oci-archive:${packed}/podman-oci.tar`],
    ['a Docker archive', `docker-archive:${packed}/docker.tar`],
    ['a Docker archive that podman saved', `docker-archive:${packed}/podman.tar`],
    ['a Docker archive that Docker saved', `docker-archive:${packed}/docker-save.tar`],
    ["podman's storage", `containers-storage:${name}`],
    ["Docker's engine", `docker-daemon:${name}`],
    ['its bare name', name],
  ];

  test('the directory says what was put into it', () => {
    const files = ['10-console.toml', '20-x86.toml'];
    expect(readdirSync(join(root, 'usr/lib/bootc/kargs.d')).sort()).toEqual(files);
    expect(expected).toMatchObject({
      info: { unifiedKernel: kind === 'sealed', bootloader: 'systemd', defaultRootFs: 'ext4' },
      bootc: { kernelArguments: ['console=ttyS0,115200n8', 'systemd.show_status=true', 'nosmt'] },
    });
  });

  if (kind === 'unsealed') {
    test("its module list is that of Debian's own lsinitrd", () => {
      expect(expected.info.os.initrdModules).toEqual(parseModuleList(said('lsinitrd.txt')));
      expect(expected.info.os.initrdModules).toContain('systemd-udevd');
    });
  } else {
    test('its unified kernel says what ukify and sbverify of Debian say', () => {
      const [kernel, ...others] = expected.unifiedKernels?.boot ?? [];
      const sections: Readonly<Record<string, { readonly size: number; readonly text?: string }>> = JSON.parse(
        said('ukify.json'),
      );
      expect(others).toEqual([]);
      expect(kernel).toMatchObject({
        commandLine: sections['.cmdline']?.text,
        osRelease: sections['.osrel']?.text,
        uname: sections['.uname']?.text,
        seal: { parameter: 'composefs', digest: sections['.cmdline']?.text?.split('composefs=')[1] },
        sections: expect.arrayContaining(Object.entries(sections).map(([name, { size }]) => ({ name, size }))),
        signature: {
          kind: 'signed',
          signers: [
            { subject: /subject: \/CN=(.*)/.exec(said('sbverify.txt'))?.[1], issuer: 'Bootwright throw-away key' },
          ],
        },
      });
    });
  }

  test.each(forms)('%s gives the facts of the directory', async (_, reference) => {
    const { tree, facts } = await readImage(parseImageReference(reference), options);
    expect(await factsOf(tree)).toEqual(expected);
    // Podman counts in a way of its own, and Docker puts files of its own into what it exports.
    if (/^(dir|oci|oci-archive|docker-archive):/.test(reference)) expect(facts.size).toBe(directorySize(root));
  });

  test.each([
    ['an OCI archive', 'oci-archive', 'oci.tar'],
    ['a Docker archive', 'docker-archive', 'docker-save.tar'],
  ])('%s gives them from standard input', async (_, transport, file) => {
    const stdin = createReadStream(join(packed, file));
    const { tree } = await readImage(parseImageReference(`${transport}:-`), { ...options, stdin });
    expect(await factsOf(tree)).toEqual(expected);
  });

  test('a registry with a login, a redirect, a broken connection and too many requests gives them', async () => {
    const failure = (request: SeenRequest, count: number): Failure | undefined => {
      const { path } = request;
      if (path.endsWith('/manifests/check') && count === 0) {
        return { kind: 'status', status: 429, headers: { 'retry-after': '0' } };
      }
      if (!path.includes('/blobs/')) return undefined;
      if (!path.includes('?')) return { kind: 'redirect', to: `${path}?elsewhere` };
      return count === 0 ? { kind: 'break', after: 1000 } : undefined;
    };
    const login = 'reader:s3cret';
    const settings: RegistrySettings = { repository: 'real', auth: { kind: 'bearer', login }, failure };
    const { tree } = await withRegistry(layoutContent(join(packed, 'oci')), settings, ({ host }) => {
      const file = join(own, 'auth.json');
      const auth = Buffer.from(login).toString('base64');
      writeFileSync(file, JSON.stringify({ auths: { [host]: { auth } } }));
      const asking = { ...options, environment: { ...environment, REGISTRY_AUTH_FILE: file }, tlsVerify: false };
      return readImage(parseImageReference(`docker://${host}/real:check`), asking);
    });
    expect(await factsOf(tree)).toEqual(expected);
  });

  test('a registry that serves other bytes is rejected', async () => {
    const failure = ({ path }: SeenRequest): Failure | undefined =>
      path.includes('/blobs/') ? { kind: 'corrupt' } : undefined;
    const outcome = await withRegistry(
      layoutContent(join(packed, 'oci')),
      { repository: 'real', failure },
      ({ host }) =>
        settled(readImage(parseImageReference(`docker://${host}/real:check`), { ...options, tlsVerify: false })),
    );
    expect(outcome).toEqual({ fault: expect.any(Fault) });
  });

  test.each(['containers-storage', 'docker-daemon'])(
    'its programs, asked through %s, say the same',
    async (transport) => {
      const reference = parseImageReference(`${transport}:${name}`);
      const asked = await runInContainer(reference, { ...options, imgref: 'localhost/real' });
      const { tree, facts } = await readImage(reference, options);
      const { imageId, architecture, size } = facts;
      const given = {
        ...(imageId === undefined ? {} : { imageId }),
        ...(architecture === undefined ? {} : { architecture }),
        ...(size === undefined ? {} : { size }),
      };
      expect(compareFacts(await factsOf(tree, given), asked.inspection)).toEqual([]);
    },
  );

  test('nothing of it is left: no container, mount, temporary file or process', () => {
    expect(remains(own)).toEqual(before);
    expect(readdirSync(scratch)).toEqual([]);
  });
});

/** With the modules of the initramfs, where there is one outside of a unified kernel. */
async function factsOf(tree: Tree, given: Omit<GivenFacts, 'imgref'> = {}): Promise<Inspection> {
  const facts = { imgref: 'localhost/real', ...given };
  const { version } = inspectTree(tree, facts).info.os.kernel ?? {};
  return inspectTree(tree, {
    ...facts,
    ...(version === undefined ? {} : { initrdModules: await findInitramfsModules(tree, version) }),
  });
}

/** An OCI layout as a registry serves it, under the tag `check`. */
function layoutContent(layout: string): RegistryContent {
  const blob = (digest: string) => readFileSync(join(layout, 'blobs', digest.replace(':', '/')));
  const index = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8'));
  const { mediaType, digest: root } = index.manifests[0];
  return { blob, manifest: (reference) => ({ mediaType, bytes: blob(reference === 'check' ? root : reference) }) };
}

interface Remains {
  readonly containers: readonly string[];
  /** In the engines' own directories and the test's. */
  readonly mounts: readonly string[];
  /** Files that note a mount. */
  readonly notes: readonly string[];
  readonly processes: readonly string[];
}

/** What reading could leave on this host; processes are known by a variable that they inherit, `BOOTWRIGHT_TEST`. */
function remains(own: string): Remains {
  const lines = (program: string, ...args: string[]) =>
    execFileSync(program, args, { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line !== '');
  const homes = [
    ...lines('podman', 'info', '--format', '{{.Store.GraphRoot}}'),
    ...lines('docker', 'info', '--format', '{{.DockerRootDir}}'),
    own,
  ];
  return {
    containers: [...lines('podman', 'ps', '-aq', '--external'), ...lines('docker', 'ps', '-aq')],
    mounts: mountPoints().filter((point) => homes.some((home) => point.startsWith(`${home}/`))),
    notes: readdirSync('/run').filter((file) => file.startsWith(notePrefix)),
    processes: processesWith(`BOOTWRIGHT_TEST=${own}`),
  };
}

function mountPoints(): readonly string[] {
  const table = readFileSync('/proc/self/mountinfo', 'utf8').trimEnd().split('\n');
  return table.map((line) => line.split(' ')[4] ?? '').sort();
}
