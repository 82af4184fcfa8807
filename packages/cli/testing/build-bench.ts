import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach } from 'vitest';
import { type Captured, captured, type Surroundings } from '../src/captured.ts';

/** A stand-in for osbuild, which writes its own name into what it would build. */
export const standInOsbuild = join(import.meta.dirname, '../../../tools/stand-in-osbuild.mjs');

/** Options that name a sample container. */
export const sampleContainer: readonly string[] = [
  ...['--root', join(import.meta.dirname, '../../../test-data/containers/traditional')],
  ...['--ref', 'registry.example.com/harbour/web:1', '--arch', 'x86_64'],
  ...['--image-id', `sha256:${'a'.repeat(64)}`, '--seed', '1'],
];

/** A folder for each test of a file, and what runs `build` in it. */
export function buildBench() {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'bootwright-build-')));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  let directory = '';
  let made = 0;
  beforeEach(() => {
    directory = join(home, `${made++}`);
    for (const name of ['run', 'tmp', 'work']) mkdirSync(join(directory, name), { recursive: true });
  });

  const folder = (name: string) => join(directory, name);
  const at = (name: string) => join(directory, 'work', name);
  const surroundings = (more: Readonly<Record<string, string>> = {}): Surroundings => ({
    directory: folder('work'),
    environment: {
      PATH: process.env.PATH ?? '',
      XDG_RUNTIME_DIR: folder('run'),
      TMPDIR: folder('tmp'),
      ...more,
    },
  });
  const build = (argv: readonly string[], more: Surroundings = {}): Promise<Captured> =>
    captured(['build', ...argv, '--unchecked', '--osbuild', standInOsbuild, '--cache', folder('store')], {
      ...surroundings(),
      ...more,
    });
  /** A manifest of one pipeline in a file. */
  const manifest = (stages: readonly object[], name = 'os.json'): string => {
    writeFileSync(at(name), JSON.stringify({ version: '2', pipelines: [{ name: 'image', stages }] }));
    return at(name);
  };
  /** The files below a folder, sorted. */
  const files = (name = 'work'): readonly string[] =>
    readdirSync(folder(name), { recursive: true, withFileTypes: true, encoding: 'utf8' })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder(name).length + 1))
      .sort();
  return { folder, at, surroundings, build, manifest, files };
}
