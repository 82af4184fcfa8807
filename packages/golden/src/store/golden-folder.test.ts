import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisProcess } from '@bootwright/process';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGoldenFolder, updateGoldenFolder } from './golden-folder.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-golden-test-'));
const program = join(home, 'writer.mjs');

/** A program that writes generation N of twenty goldens, for N from 1, until it is killed. */
const writer = `
import { updateGoldenFolder } from './golden-folder.ts';
const [folder, from, times] = process.argv.slice(2);
process.stdout.write('started\\n');
for (let n = Number(from); n < Number(from) + Number(times); n++) {
  await updateGoldenFolder(folder, () => ({
    write: new Map(Array.from({ length: 20 }, (_, i) => ['set/' + i + '/golden.json', (n + '\\n').repeat(5000)])),
    remove: [],
  }));
  process.stdout.write(n + '\\n');
}
`;

beforeAll(async () => {
  const stdin = { contents: writer, resolveDir: import.meta.dirname, loader: 'ts' as const };
  await build({
    stdin,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    outfile: program,
    conditions: ['@bootwright/source'],
    logLevel: 'error',
  });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

let count = 0;
const fresh = (): string => join(home, `folder-${++count}`);
const files = (all: Readonly<Record<string, string>>) => new Map(Object.entries(all));

/** Which generations the goldens are of; an incomplete golden is reported as it is. */
function generations(folder: string): ReadonlySet<string> {
  const found = readdirSync(join(folder, 'set'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'golden.json')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .map((text) =>
      text === text.slice(0, text.indexOf('\n') + 1).repeat(5000) ? text.slice(0, text.indexOf('\n')) : 'torn',
    );
  return new Set(found);
}

function started(folder: string, from: number, times: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, folder, String(from), String(times)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve) => child.stdout?.once('data', () => resolve(child)));
}

/** The status of a process, which may have ended before. */
const ended = (child: ChildProcess) =>
  new Promise((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });

test('an update writes, replaces and removes, and leaves nothing else behind', async () => {
  const folder = fresh();
  await updateGoldenFolder(folder, () => ({ write: files({ 'a/one.json': '1', 'b/two.json': '2' }), remove: [] }));
  await updateGoldenFolder(folder, (there) => {
    expect(there.paths).toEqual(['a/one.json', 'b/two.json']);
    return { write: files({ 'a/one.json': '3' }), remove: ['b/two.json'] };
  });
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['a', 'a/one.json']);
  expect(readGoldenFolder(folder).read('a/one.json')).toBe('3');
});

test('a missing folder has no goldens', () => {
  expect(readGoldenFolder(fresh()).paths).toEqual([]);
});

test('a plan that fails changes nothing and leaves no lock', async () => {
  const folder = fresh();
  await updateGoldenFolder(folder, () => ({ write: files({ 'a.json': '1' }), remove: [] }));
  const fail = () => {
    throw new Error('no');
  };
  await expect(updateGoldenFolder(folder, fail)).rejects.toThrow('no');
  expect(readdirSync(folder)).toEqual(['a.json']);
});

test('the lock of a process that has ended is replaced, with what it left', async () => {
  const folder = fresh();
  mkdirSync(folder);
  writeFileSync(join(folder, '.golden-lock'), `${hostname()} 999999999:1 ${thisProcess().place}\n`);
  writeFileSync(join(folder, `.bootwright-${'0'.repeat(24)}.part`), 'half');
  await updateGoldenFolder(folder, () => ({ write: files({ 'a.json': '1' }), remove: [] }));
  expect(readdirSync(folder)).toEqual(['a.json']);
});

test('the lock of a process before the last start of this host is replaced', async () => {
  const folder = fresh();
  mkdirSync(folder);
  writeFileSync(join(folder, '.golden-lock'), `${hostname()} 1:1 another-start/4026531836\n`);
  await updateGoldenFolder(folder, () => ({ write: files({ 'a.json': '1' }), remove: [] }));
  expect(readdirSync(folder)).toEqual(['a.json']);
});

describe('processes of their own', () => {
  test('killed at any moment, they leave every golden whole; and the next run finds all of one generation', async () => {
    const folder = fresh();
    await ended(await started(folder, 1, 1));
    let midway = 0;
    for (let kill = 0; kill < 40; kill++) {
      const child = await started(folder, 2 + kill * 1000, 1000);
      await new Promise((resolve) => setTimeout(resolve, (kill * 7) % 50));
      const gone = ended(child);
      child.kill('SIGKILL');
      await gone;
      const left = generations(folder);
      expect([...left]).not.toContain('torn');
      const files = readdirSync(folder, { recursive: true });
      if (left.size > 1 || files.length > 41) midway++;
      // Who reads finds one generation and writes nothing; the next update puts it in its place.
      const goldens = readGoldenFolder(folder);
      const texts = Array.from({ length: 20 }, (_, index) => goldens.read(`set/${index}/golden.json`));
      expect(new Set(texts).size).toBe(1);
      expect(readdirSync(folder, { recursive: true })).toEqual(files);
      await updateGoldenFolder(folder, () => ({ write: new Map(), remove: [] }));
      expect(generations(folder).size).toBe(1);
      expect(readdirSync(folder)).toEqual(['set']);
    }
    expect(midway).toBeGreaterThan(5);
  });

  test('four at once take turns', async () => {
    const folder = fresh();
    const children = await Promise.all([1, 2, 3, 4].map((from) => started(folder, from * 100, 5)));
    expect(await Promise.all(children.map(ended))).toEqual([0, 0, 0, 0]);
    expect(generations(folder).size).toBe(1);
    expect(readdirSync(folder)).toEqual(['set']);
  });
});
