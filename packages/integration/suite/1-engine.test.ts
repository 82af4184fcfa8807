import { join } from 'node:path';
import { hostRunner, outputText, requireSuccess, thisProcess } from '@bootwright/process';
import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runInContainer } from '../src/engine/run-in-container.ts';
import { startSuiteContainer } from '../src/engine/suite-container.ts';
import { importSuiteImage, type SuiteImage } from '../src/engine/suite-image.ts';
import { probeInspect, probeRegistry } from '../src/probes/suite-containers.ts';
import { bootwright, bootwrightOutput } from './bootwright.ts';
import { defineSuite } from './define-suite.ts';

const runner = hostRunner(process.env);
const images = new Map<string, Promise<SuiteImage>>();

/** The image of a root, made when it is first asked for. */
async function imageOf(kind: string, roots: string): Promise<string> {
  const made = images.get(kind) ?? importSuiteImage(kind, join(roots, kind), runner);
  images.set(kind, made);
  return (await made).name;
}

async function docker(...command: string[]): Promise<string> {
  return outputText(requireSuccess(await runner.run(['docker', ...command], { timeoutMilliseconds: 300_000 })).stdout);
}

const containers = async () => (await docker('ps', '--all', '--quiet')).trim();
let before = '';

beforeAll(async () => {
  if (ready) before = await containers();
});
afterAll(async () => {
  for (const image of images.values()) await (await image)[Symbol.asyncDispose]();
  if (ready) expect(await containers()).toBe(before);
});

const inspection = await probeInspect(runner, process.env);
const ready = inspection.kind === 'ready';

defineSuite('inspect', inspection, ({ roots, images: named, missing }) => {
  const own = roots === undefined ? [] : (['sealed', 'unsealed'] as const);
  const subjects: readonly Subject[] = [
    ...own.map((kind) => ({
      title: `the suite's ${kind} container, with a stand-in for bootc`,
      bootc: 'stand-in' as const,
      sealed: kind === 'sealed',
      find: () => imageOf(kind, roots ?? ''),
    })),
    ...named.map((name) => ({
      title: `${name}, with its own bootc`,
      bootc: 'real' as const,
      sealed: name === process.env.BOOTWRIGHT_SEALED_IMAGE,
      find: async () => name,
    })),
  ];

  const someImage = async () => (await subjects[0]?.find()) ?? '';

  for (const { name, because } of missing) test.skip(`${name} is compared [skipped: ${because}]`, () => undefined);

  describe.each(subjects)('$title', ({ title, bootc, sealed, find }) => {
    let image = '';
    let container: StartedTestContainer;

    beforeAll(async () => {
      image = await find();
      container = await startSuiteContainer({ image, entrypoint: ['sleep'], command: ['infinity'] });
    });
    afterAll(() => container.stop());

    test('its bootc is what the report calls it', async ({ task }) => {
      const answer = await runInContainer(container, ['bootc', '--version']);
      expect(answer).toMatch(bootc === 'real' ? /^bootc \d+\.\d+/ : /^stand-in for bootc\b/);
      task.meta.compared = bootc === 'real' ? `${title}: ${answer.trim()}` : title;
    });

    test.each([
      ['bootc', ['bootc', 'container', 'inspect', '--json'], []],
      ['install-configuration', ['bootc', 'install', 'print-configuration', '--all'], ['--all']],
    ])('what reading prints as %s is what its program prints', async (format, asked, options) => {
      const read = await bootwrightOutput(['inspect', `docker-daemon:${image}`, '--format', format, ...options]);
      expect(JSON.parse(read)).toEqual(JSON.parse(await runInContainer(container, asked)));
    });

    test('the modules that reading finds are those that its lsinitrd lists, where it has an initramfs', async () => {
      const modules = await runInContainer(container, [
        'find',
        '/usr/lib/modules',
        '-maxdepth',
        '2',
        '-name',
        'initramfs.img',
      ]);
      const version = modules.trim().split('/').at(-2);
      const { status, stdout, stderr } = await bootwright(['inspect', `docker-daemon:${image}`, '--format', 'modules']);
      if (version === undefined) {
        expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringMatching(/initramfs/) });
        return;
      }
      const listed = await runInContainer(container, ['lsinitrd', '--mod', '--kver', version]);
      expect(stdout).toBe(/^dracut modules:\n([\s\S]*?)^=+$/m.exec(listed)?.[1]);
      expect(stdout).toMatch(/^systemd-udevd$/m);
    });

    if (bootc === 'real' && sealed) {
      test('the seal that its own bootc has computed holds', async () => {
        expect(await bootwright(['inspect', `docker-daemon:${image}`, '--verify'])).toMatchObject({
          status: 0,
          stdout: expect.stringMatching(/Seal +holds: /),
        });
      });
    }

    test('reading and asking find no difference', async () => {
      expect(await bootwright(['inspect', `docker-daemon:${image}`, '--by', 'both'])).toMatchObject({ status: 0 });
    });
  });

  test('a container whose owner was killed is removed by the next inspection that starts one', async () => {
    const image = await someImage();
    const gone = { ...thisProcess(), start: 1 };
    const left = await startSuiteContainer({ image, command: ['sleep', 'infinity'], owner: gone });
    await bootwrightOutput(['inspect', `docker-daemon:${image}`, '--by', 'exec']);
    expect(await docker('ps', '--all', '--no-trunc', '--quiet')).not.toContain(left.getId());
  });

  test('removes a container that does not come up, and reports what was awaited', async () => {
    const image = await someImage();
    const here = await containers();
    const starting = startSuiteContainer({
      ...{ image, command: ['sleep', 'infinity'] },
      awaitedLog: /a line that nobody writes/,
      timeoutMilliseconds: 1500,
    });
    await expect(starting).rejects.toThrow(/a line that nobody writes.* not received after 1500ms/);
    expect(await containers()).toBe(here);
  });
});

/** A container whose programs answer for what reading finds. */
interface Subject {
  readonly title: string;
  readonly bootc: 'real' | 'stand-in';
  readonly sealed: boolean;
  readonly find: () => Promise<string>;
}

defineSuite('registry', await probeRegistry(runner, process.env), ({ folder, program }) => {
  const port = /listening on 127\.0\.0\.1:(\d+)/;
  const configuration = `version: 0.1
storage: {filesystem: {rootdirectory: /registry}}
http: {addr: "127.0.0.1:0"}
`;
  let image = '';
  let name = '';
  let container: StartedTestContainer;

  beforeAll(async () => {
    image = await imageOf('unsealed', folder);
    container = await startSuiteContainer({
      image,
      command: ['/usr/bin/docker-registry', 'serve', '/registry.yml'],
      network: 'host',
      programs: { '/usr/bin/docker-registry': program },
      texts: { '/registry.yml': configuration },
      awaitedLog: port,
    });
    name = `127.0.0.1:${(await loggedMatch(container, port))[1]}/bootwright/unsealed:suite`;
    await docker('tag', image, name);
    try {
      await docker('push', name);
    } finally {
      await docker('image', 'rm', name);
    }
  });
  afterAll(() => container.stop());

  test('what is read there is what is read in the engine', async () => {
    const read = (reference: string) =>
      bootwrightOutput(['inspect', reference, '--tls-verify=false', '--format', 'bootc']);
    expect(await read(`docker://${name}`)).toBe(await read(`docker-daemon:${image}`));
  });

  test('a manifest that fetches the container names it by the digest that the registry tells', async () => {
    const options = ['--type', 'qcow2', '--bootc-remote', '--tls-verify=false', '--seed', '1'];
    const manifest = await bootwrightOutput(['manifest', `docker://${name}`, ...options]);
    const url = `http://${name.slice(0, name.indexOf('/'))}/v2/bootwright/unsealed/manifests/suite`;
    const accept = 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json';
    const { headers } = await fetch(url, { headers: { accept } });
    expect(headers.get('docker-content-digest')).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(manifest).toContain(headers.get('docker-content-digest') ?? 'no digest');
  });
});

/** What `pattern` finds in the log of a container, as soon as it is there. */
async function loggedMatch(container: StartedTestContainer, pattern: RegExp): Promise<RegExpExecArray> {
  let log = '';
  for await (const piece of await container.logs()) {
    log += piece;
    const match = pattern.exec(log);
    if (match !== null) return match;
  }
  throw new Error(`the log ended without ${pattern}: ${log}`);
}
