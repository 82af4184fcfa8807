import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweep } from '@bootwright/container-engine';
import { parseImageReference } from '@bootwright/container-image';
import type { Tree } from '@bootwright/file-tree';
import { readTree } from '@bootwright/file-tree';
import { hostRunner } from '@bootwright/process';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeNodeProgram } from '../../../../tools/node-program.ts';
import {
  engineResources,
  importImage,
  processesWith,
  removeImage,
  whyNot,
  writeRoot,
} from '../../../container-engine/testing/real-engine.ts';
import type { Inspection } from '../inspect-tree.ts';
import { inspectTree } from '../inspect-tree.ts';
import { inspectedFiles } from '../inspected-files.ts';
import { compareFacts } from '../output/compare-facts.ts';
import type { ReadImageOptions } from '../read-image.ts';
import { readImage } from '../read-image.ts';
import { runInContainer } from '../running/run-in-container.ts';

const engines = [
  ['podman', 'containers-storage', await whyNot('podman')],
  ['docker', 'docker-daemon', await whyNot('docker')],
] as const;

for (const [engine, , reason] of engines) {
  if (reason !== undefined) test(`${engine} is not tried here: ${reason}`, () => expect(reason).not.toBe(''));
}

const present = engines.filter(([, , reason]) => reason === undefined);
describe.skipIf(present.length === 0).each(present)('%s', (engine, transport) => {
  const home = mkdtempSync(join(tmpdir(), 'bootwright-engines-'));
  const scratch = join(home, 'scratch');
  const mark = `BOOTWRIGHT_TEST=${home}`;
  const environment = { ...process.env, TMPDIR: scratch, BOOTWRIGHT_TEST: home };
  const options: ReadImageOptions = { runner: hostRunner(environment), environment };
  const quick = `localhost/bootwright-quick-${process.pid}:${engine}`;
  const slow = `localhost/bootwright-slow-${process.pid}:${engine}`;
  const ids = { quick: '', slow: '' };
  const program = join(home, 'program.mjs');
  const reference = (name: string) => parseImageReference(`${transport}:${name}`);

  beforeAll(async () => {
    mkdirSync(scratch);
    for (const speed of ['quick', 'slow'] as const) {
      writeRoot(join(home, speed), speed);
      ids[speed] = await importImage(engine, join(home, speed), speed === 'quick' ? quick : slow);
    }
    await writeNodeProgram(program, interrupted, import.meta.dirname);
  });
  afterAll(async () => {
    for (const name of [quick, slow]) await removeImage(engine, name);
    rmSync(home, { recursive: true });
  });

  const children = new Set<ChildProcess>();
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
    const nothing = { containers: [], mounts: [], notes: [] };
    const left = async () => [await engineResources(engine, ids.quick), await engineResources(engine, ids.slow)];
    await vi.waitFor(async () => expect(await left()).toEqual([nothing, nothing]), { timeout: 30_000, interval: 100 });
    await vi.waitFor(() => expect(processesWith(mark)).toEqual([]), { timeout: 10_000 });
    expect(readdirSync(scratch)).toEqual([]);
  }, 40_000);

  const factsOf = (tree: Tree, imageId = ''): Inspection =>
    inspectTree(tree, { imgref: quick, architecture: 'x86_64', ...(imageId === '' ? {} : { imageId }) });

  test('gives the facts of the directory by reading', async () => {
    const { tree, facts } = await readImage(reference(quick), options);
    expect(factsOf(tree)).toEqual(factsOf(readTree(join(home, 'quick'), inspectedFiles)));
    expect(facts).toMatchObject({
      name: `${transport}:${quick}`,
      imageId: expect.stringMatching(/^sha256:/),
      layers: 1,
    });
  });

  test('gives the facts of reading by asking', async () => {
    const { tree, facts } = await readImage(reference(quick), options);
    const { inspection } = await runInContainer(reference(quick), { ...options, imgref: quick });
    expect(compareFacts(factsOf(tree, facts.imageId), inspection)).toEqual([
      { fact: 'os_info.initrd_modules', asked: ['bootc', 'systemd'] },
    ]);
  });

  test('several at a time do not disturb each other', async () => {
    const many = Array.from({ length: 4 }, () => [
      readImage(reference(quick), options),
      runInContainer(reference(quick), options),
    ]);
    await expect(Promise.all(many.flat())).resolves.toHaveLength(8);
  });

  test('a missing image is a fault with the command that pulls it', async () => {
    const absent = {
      code: `${engine}/not-pulled`,
      hint: expect.stringContaining(`"${engine} pull localhost/no-such-image"`),
    };
    await expect(readImage(reference('localhost/no-such-image'), options)).rejects.toMatchObject(absent);
    await expect(runInContainer(reference('localhost/no-such-image'), options)).rejects.toMatchObject(absent);
  });

  test('asking ends when its time is over', async () => {
    const asking = runInContainer(reference(slow), { ...options, signal: AbortSignal.timeout(2000) });
    await expect(asking).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  /** Runs a process that reads or asks and stops at a moment, of which it tells; resolves when it is there. */
  async function startInterrupted(act: 'read' | 'ask', moment: string) {
    const child = spawn(process.execPath, [program, act, `${transport}:${slow}`, moment], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.add(child);
    await once(child.stdout, 'data');
    return child;
  }

  describe.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('after %s nothing is left', (signal) => {
    test.each([
      ['read', 'image inspect'],
      ['read', 'cleanup'],
      ['read', 'held'],
      ['ask', 'cleanup'],
      ['ask', 'held'],
      ['ask', 'exec'],
    ] as const)('of what is to %s, at the moment "%s"', async (act, moment) => {
      const child = await startInterrupted(act, moment);
      const end = once(child, 'exit');
      child.kill(signal);
      expect(await end).toEqual([null, signal]);
    });
  });

  test.each(['read', 'ask'] as const)(
    'what is left when all processes of a run are killed (%s), the next removes',
    async (act) => {
      const child = await startInterrupted(act, 'held');
      const { containers, mounts } = await engineResources(engine, ids.slow);
      expect([...containers, ...mounts]).toHaveLength(1);
      const end = once(child, 'exit');
      // The cleanup process first, so that it has no time to clean up.
      const all = [...processesWith(mark)].sort(
        (a, b) => Number(a === String(child.pid)) - Number(b === String(child.pid)),
      );
      for (const pid of all) kill(Number(pid));
      await end;
      // Who is killed may take a moment to go.
      await vi.waitFor(() => expect(processesWith(mark)).toEqual([]), { timeout: 10_000 });
      if (act === 'read') await readImage(reference(quick), options);
      else await runInContainer(reference(quick), options);
    },
  );

  test('resources of a living process are not swept away', async () => {
    await startInterrupted('ask', 'held');
    await sweep(engine, options);
    expect((await engineResources(engine, ids.slow)).containers).toHaveLength(1);
  });
});

/** Reports a moment by writing its name, and then stops. */
const interrupted = `
  import { parseImageReference } from '@bootwright/container-image';
  import { hostRunner } from '@bootwright/process';
  import { readImage } from '../read-image.ts';
  import { runInContainer } from '../running/run-in-container.ts';
  const [act, reference = '', moment] = process.argv.slice(2);
  const host = hostRunner(process.env);
  const never = new Promise<never>(() => undefined);
  setInterval(() => undefined, 1000);
  const runner: typeof host = {
    async run(command, options = {}) {
      const isCleanup = options.stdinUntil !== undefined;
      const name = isCleanup ? 'cleanup' : moment === 'exec' ? command[1] : command.slice(1, 3).join(' ');
      if (moment !== name && !(moment === 'held' && isCleanup)) return host.run(command, options);
      if (name === moment) {
        const running = host.run(command, options);
        console.log(moment);
        await running;
        return never;
      }
      return host.run(command, { ...options, onOutput: (piece, stream) => {
        if (stream === 'stdout') console.log(moment);
        else options.onOutput?.(piece, stream);
      } });
    },
  };
  const options = { runner, environment: process.env };
  await (act === 'read' ? readImage(parseImageReference(reference), options) : runInContainer(parseImageReference(reference), options));
`;

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
