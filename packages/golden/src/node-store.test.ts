import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGoldenFolder, updateGoldenFolder } from './node-store.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-golden-test-'));
const program = join(home, 'writer.mjs');

/** A program that writes generation N of twenty goldens, for N from 1, until it is killed. */
const writer = `
import { updateGoldenFolder } from '${join(import.meta.dirname, 'node-store.ts')}';
const [folder, from, times] = process.argv.slice(2);
process.stdout.write('started\\n');
for (let n = Number(from); n < Number(from) + Number(times); n++) {
  updateGoldenFolder(folder, () => ({
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

/** Which generations the goldens are of; a golden that is not one whole is told as it is. */
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

test('an update writes, replaces and removes, and leaves nothing else behind', () => {
  const folder = fresh();
  updateGoldenFolder(folder, () => ({ write: files({ 'a/one.json': '1', 'b/two.json': '2' }), remove: [] }));
  updateGoldenFolder(folder, (there) => {
    expect(there.paths).toEqual(['a/one.json', 'b/two.json']);
    return { write: files({ 'a/one.json': '3' }), remove: ['b/two.json'] };
  });
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['a', 'a/one.json']);
  expect(readGoldenFolder(folder).read('a/one.json')).toBe('3');
});

test('a folder that is not there has no goldens', () => {
  expect(readGoldenFolder(fresh()).paths).toEqual([]);
});

test('a plan that fails changes nothing and leaves no lock', () => {
  const folder = fresh();
  updateGoldenFolder(folder, () => ({ write: files({ 'a.json': '1' }), remove: [] }));
  const fail = () => {
    throw new Error('no');
  };
  expect(() => updateGoldenFolder(folder, fail)).toThrow('no');
  expect(readdirSync(folder)).toEqual(['a.json']);
});

test('the lock of a process that is gone is taken over, with what it left', () => {
  const folder = fresh();
  mkdirSync(folder);
  writeFileSync(join(folder, '.golden-lock'), `${hostname()} 999999999 1\n`);
  writeFileSync(join(folder, '.golden-a.json'), 'half');
  updateGoldenFolder(folder, () => ({ write: files({ 'a.json': '1' }), remove: [] }));
  expect(readdirSync(folder)).toEqual(['a.json']);
});

test('an update that counts is finished by whoever reads next', () => {
  const folder = fresh();
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.json'), 'old');
  writeFileSync(join(folder, 'b.json'), 'old');
  writeFileSync(join(folder, '.golden-a.json'), 'new');
  writeFileSync(join(folder, '.golden-journal'), JSON.stringify({ write: ['a.json'], remove: ['b.json'] }));
  const goldens = readGoldenFolder(folder);
  expect(goldens.paths).toEqual(['a.json']);
  expect(goldens.read('a.json')).toBe('new');
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
      if (left.size > 1 || readdirSync(folder).length > 1) midway++;
      readGoldenFolder(folder);
      expect(generations(folder).size).toBe(1);
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
