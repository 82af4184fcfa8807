import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encodeTar } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseIndex } from '../goldens/golden-index.ts';
import { layOutGoldens } from '../goldens/golden-layout.ts';
import { openGoldens } from '../goldens/golden-set.ts';
import { folderUpdate, planUpdate } from '../goldens/update-goldens.ts';
import { sha256Of } from '../outcome/sha256.ts';
import { readGoldenFolder, updateGoldenFolder } from './golden-folder.ts';

// Each run makes a folder, which takes longer than a property over values.
const numRuns = Math.ceil(Number(process.env.FUZZ_RUNS ?? 1000) / 10);

let home: string;
let count = 0;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'bootwright-fuzz-'));
  mkdirSync(join(home, 'victim'));
});
afterAll(() => rmSync(home, { recursive: true }));

const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'set', 'x.json', 'keep.json', 'keep') },
  { weight: 2, arbitrary: fc.constantFrom('..', '.', '', 'victim', '{a,b}', '{..,a}', '{a/..,b}', '.git', '-a', '~') },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
);
const path = fc.array(segment, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'));
const line = fc.oneof(
  path.map((one) => `${one}.json`),
  path.map((one) => `  ${one}`),
  fc.constantFrom('', '# comment', '<<<<<<< ours', '  ../../victim/keep', '../../victim/keep.json'),
  fc.string(),
);
const index = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
const journal = fc.oneof(
  fc.record({ write: fc.array(path), remove: fc.array(path) }),
  fc.record({
    write: fc.array(fc.record({ path, draft: path, sha256: fc.string() })),
    remove: fc.array(path),
    signature: fc.string(),
  }),
  fc.json(),
);
const sum = fc.constantFrom('0'.repeat(64), sha256Of('{}'), 'x');
const sums = fc
  .array(
    fc.tuple(sum, path).map(([digest, one]) => `${digest}  ${one}.json`),
    { maxLength: 6 },
  )
  .map((lines) => lines.join('\n'));
const archive = fc.oneof(
  fc.uint8Array(),
  fc
    .array(path, { maxLength: 4 })
    .map((paths) => gzipSync(encodeTar(paths.map((one) => ({ path: `${one}.json`, bytes: Buffer.from('{}') }))))),
);
const entry = fc.record({
  path: fc.constantFrom('a.json', 'set/a.json', 'set/b/a.json', 'x', '.golden-a.json', '.golden-lock-taken', 'set'),
  kind: fc.constantFrom('file', 'link', 'link-to-folder'),
});
const repository = fc.record({
  index: fc.option(index),
  sums: fc.option(sums),
  archive: fc.option(archive),
  journal: fc.option(journal),
  entries: fc.array(entry, { maxLength: 4 }),
});

type Repository = typeof repository extends fc.Arbitrary<infer T> ? T : never;

/** A new folder of goldens, next to the victim. */
function make({ index, sums, archive, journal, entries }: Repository): string {
  const folder = join(home, String(++count), 'golden');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(home, 'victim/keep'), 'precious');
  writeFileSync(join(home, 'victim/keep.json'), 'precious');
  for (const one of entries) put(folder, one);
  if (index !== null) writeFileSync(join(folder, 'goldens.txt'), index);
  if (sums !== null) writeFileSync(join(folder, 'checksums.txt'), sums);
  if (archive !== null) writeFileSync(join(folder, 'manifests.tar.gz'), archive);
  if (journal !== null) writeFileSync(join(folder, '.golden-journal'), JSON.stringify(journal));
  return folder;
}

function put(folder: string, { path, kind }: Repository['entries'][number]): void {
  const parts = path.split('/').slice(0, -1);
  try {
    for (const index of parts.keys()) {
      const above = join(folder, ...parts.slice(0, index + 1));
      // Not through a link that is there already.
      if (!existsSync(above)) mkdirSync(above);
      if (!lstatSync(above).isDirectory()) return;
    }
    if (kind === 'file') writeFileSync(join(folder, path), 'text', { flag: 'wx' });
    else symlinkSync(join(home, kind === 'link' ? 'victim/keep.json' : 'victim'), join(folder, path));
  } catch (error) {
    // Another entry has the place.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

const victim = () =>
  readdirSync(join(home, 'victim')).map((name) => [name, readFileSync(join(home, 'victim', name), 'utf8')]);
const untouched = [
  ['keep', 'precious'],
  ['keep.json', 'precious'],
];

/** What `work` gives; a `Fault` is an answer as well. */
async function orFault<T>(work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function listing(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

test('whatever is in a folder of goldens, reading it gives nothing of other folders and changes nothing', async () => {
  const property = fc.asyncProperty(repository, async (given) => {
    const folder = make(given);
    const before = listing(folder);
    const texts = await orFault(() => {
      const there = readGoldenFolder(folder);
      const goldens = openGoldens(there);
      return [...goldens.names.map((name) => goldens.find(name)), ...there.paths.map((one) => there.read(one))];
    });
    expect(JSON.stringify(texts ?? '')).not.toContain('precious');
    expect(listing(folder)).toEqual(before);
    expect(victim()).toEqual(untouched);
    rmSync(dirname(folder), { recursive: true });
  });
  await fc.assert(property, { numRuns });
}, 300_000);

test('whatever is in a folder of goldens, an update writes and removes nothing of other folders', async () => {
  const property = fc.asyncProperty(repository, async (given) => {
    const folder = make(given);
    await orFault(() =>
      updateGoldenFolder(folder, (there) => {
        const goldens = openGoldens(there);
        const verdict = { kind: 'missing', name: 'set/new', after: { kind: 'fault', faults: 'x' } } as const;
        const wanted = layOutGoldens(planUpdate(goldens, [verdict], { order: ['set/new'], made: new Map() }));
        return folderUpdate(there, wanted, [...goldens.files, ...goldens.orphans]);
      }),
    );
    expect(victim()).toEqual(untouched);
    rmSync(dirname(folder), { recursive: true });
  });
  await fc.assert(property, { numRuns });
}, 300_000);

test('whatever an index says, its names and paths stay in the folder and within the limit', () => {
  const many = fc
    .array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 })
    .map((sizes) => `x.json\n  ${sizes.map((size) => `{${Array(size).fill('a').join(',')}}`).join('/')}\n`);
  const property = fc.property(fc.oneof({ weight: 9, arbitrary: index }, { weight: 1, arbitrary: many }), (text) => {
    try {
      const paths = parseIndex(text);
      expect(paths.size).toBeLessThanOrEqual(500_000);
      for (const one of [...paths.keys(), ...[...paths.values()].flat()]) {
        expect(one).toMatch(/^[A-Za-z0-9][\w.+-]*(\/[A-Za-z0-9][\w.+-]*)*$/);
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  });
  fc.assert(property, { numRuns });
}, 300_000);
