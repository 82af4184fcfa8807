import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkManifest, readIds } from '@bootwright/manifest-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPatch, type PatchOperation } from '../../../../tools/apply-patch.ts';
import { needs, program } from '../../../../tools/probes.mjs';
import { recordingLines, recordings, recordingsFolder } from '../../../../tools/reference.ts';

interface RecordedIds {
  readonly name: string;
  readonly pipelines: readonly (readonly [name: string, ids: readonly string[]])[];
  readonly all_stages: boolean;
}

interface Mutation {
  readonly name: string;
  readonly of: string;
  readonly patch: readonly PatchOperation[];
  readonly expected: { readonly outcome: string; readonly at?: readonly (readonly (string | number)[])[] };
}

const unpacking = needs(program('tar'), program('zstd'));
const note = recordings.note === '' ? unpacking.note : recordings.note;

describe.skipIf(recordings.missing || unpacking.missing)(`the manifests of image-builder's fleet${note}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-fleet-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(() => {
    const archive = join(recordingsFolder, 'fleet/manifests.tar.zst');
    expect(spawnSync('tar', ['--zstd', '-xf', archive, '-C', folder, 'new']).status).toBe(0);
  }, 120_000);
  const text = (name: string) => readFileSync(join(folder, 'new', `${name}.json`), 'utf8');
  const textOf = (of: string) =>
    of.startsWith('fleet/new/')
      ? text(of.slice('fleet/new/'.length))
      : readFileSync(join(recordingsFolder, `${of}.json`), 'utf8');

  test('have the ids that osbuild gives them', () => {
    const recorded = recordingLines<RecordedIds>('osbuild-verdicts/stage-ids.jsonl.gz');
    const apart = recorded.filter(({ name, pipelines, all_stages }) => {
      const read = readIds(text(name));
      const ours = read.kind === 'ids' ? read.pipelines : [];
      const ids = ours.map((one) => [one.name, all_stages ? one.stages : one.stages.slice(-1)]);
      return JSON.stringify(ids) !== JSON.stringify(pipelines);
    });
    expect(apart.map(({ name }) => name)).toEqual([]);
    expect(recorded).toHaveLength(1833);
  }, 120_000);

  test('have neither errors nor warnings', () => {
    const found = readdirSync(join(folder, 'new')).flatMap((file) => {
      const { errors, warnings } = checkManifest(readFileSync(join(folder, 'new', file), 'utf8'));
      return [...errors, ...warnings].map(({ code, path }) => [file, code, path]);
    });
    expect(found).toEqual([]);
  }, 120_000);

  test('get the verdict of osbuild when they are changed, at the places that it names', () => {
    const mutations = recordingLines<Mutation>('osbuild-verdicts/mutations.jsonl.gz');
    const apart = mutations.flatMap(({ name, of, patch, expected: { outcome, at = [] } }) => {
      const { errors } = checkManifest(JSON.stringify(applyPatch(JSON.parse(textOf(of)), patch)));
      if ((errors.length === 0) !== (outcome === 'valid')) return [[name, outcome]];
      const places = new Set(errors.map(({ path }) => JSON.stringify(path)));
      const named = at.filter((path) => path[4] !== 'mounts' || Number(path[5]) >= 0);
      return named.every((path) => places.has(JSON.stringify(path))) ? [] : [[name, at]];
    });
    expect(apart).toEqual([]);
    expect(mutations).toHaveLength(1200);
  }, 120_000);
});
