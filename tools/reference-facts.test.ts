import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { needs, program } from './probes.mjs';
import { linesOf, recordings, referenceFolder, referenceText } from './reference.ts';
import { checksumsOfFacts, readChecksums } from './reference-checksums.ts';
import { presentFacts, referenceFacts } from './reference-facts.ts';

/** Manifests for the RPM installer are in an archive. */
const zstd = needs(program('zstd'));
const note = recordings.missing ? recordings.note : zstd.note;

test.skipIf(note !== '')(`test-data/reference is as "npm run make-reference" makes it${note}`, () => {
  const { files } = referenceFacts();
  expect([...presentFacts()].sort()).toEqual(Object.keys(files).sort());
  const stale = Object.entries(files).filter(([name, text]) => referenceText(name) !== text);
  expect(stale.map(([name]) => name)).toEqual([]);
});

describe('test-data/reference', () => {
  const names = presentFacts();

  test('has all sets, complete', () => {
    const lines = Object.fromEntries(names.map((name) => [name, linesOf(referenceText(name)).length]));
    const requests = Object.entries({
      systematic: 334,
      trees: 93,
      random: 2500,
      'random-iso': 600,
      upstream: 82,
      'anaconda-iso': 8,
      differences: 75,
      fresh: 2490,
      'fresh-trees': 417,
    });
    expect(lines, 'raise osbuild/verdicts where a stage was added').toEqual({
      ...Object.fromEntries(requests.map(([set, count]) => [`image-builder/${set}.requests`, count])),
      ...Object.fromEntries(requests.map(([set, count]) => [`image-builder/${set}.answers`, count])),
      'bootc/inspect-kargs': 40,
      'bootc/inspect-kernel': 45,
      'bootc/print-configuration': 66,
      'bootc/lsinitrd': 22,
      'bootc/differences': 35,
      'bootc/fresh': 480,
      'bootc/images': 2,
      'bootc/guest': 3,
      'composefs/vectors': 123,
      'composefs/differences': 57,
      'composefs/fresh': 380,
      'composefs/patterns': 1504,
      'osbuild/verdicts': 203,
      'osbuild/stage-ids': 90,
      'osbuild/mutations': 59,
    });
  });

  test('has the files of SHA256SUMS', () => {
    expect(checksumsOfFacts()).toBe(readChecksums());
  });

  test('takes less than 4 MB', () => {
    const entries = readdirSync(referenceFolder, { recursive: true, encoding: 'utf8' });
    const sizes = entries.map((name) => statSync(join(referenceFolder, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(4_000_000);
  });

  test.each(names)('%s has neither manifests, messages nor schemas', (name) => {
    const keys = new Set<string>();
    for (const line of linesOf(referenceText(name))) {
      JSON.parse(line, (key, value: unknown) => {
        keys.add(key);
        return value;
      });
    }
    const foreign = ['pipelines', 'manifest', 'error', 'warnings', 'stderr', 'stdout', 'schema', 'schema_2', '$schema'];
    const allowed = name === 'osbuild/stage-ids' ? ['pipelines'] : [];
    expect(foreign.filter((key) => keys.has(key) && !allowed.includes(key))).toEqual([]);
  });
});
