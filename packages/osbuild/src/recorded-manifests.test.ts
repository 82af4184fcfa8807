import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { damages } from '../../../tools/damages.ts';
import { recordedManifests, recordedSchemas, recordingLines, recordings } from '../../../tools/reference.ts';
import { decodeManifest } from './document/decode-manifest.ts';
import type { Manifest } from './manifest.ts';
import type { Stage } from './parts/stage.ts';
import { stageSchemas } from './stage-schemas.ts';
import { manifestValidator } from './testing/manifest-validator.ts';

describe.skipIf(recordings.missing)(`every recorded manifest${recordings.note}`, () => {
  const recorded = (): readonly { readonly name: string; readonly manifest: Manifest }[] => [
    ...recordedManifests().map(({ name, text }) => ({ name, manifest: JSON.parse(text) })),
    ...['random.expected.jsonl.gz', 'random-iso.expected.jsonl.gz'].flatMap((file) =>
      recordingLines<{ readonly name: string; readonly manifest?: Manifest }>(file).flatMap(({ name, manifest }) =>
        manifest === undefined ? [] : [{ name, manifest }],
      ),
    ),
  ];

  test("is accepted by osbuild's schemas and by ours alike", () => {
    const validate = manifestValidator(recordedSchemas());
    const verdicts = recorded().map(({ name, manifest }) => ({
      name,
      theirs: validate(manifest).map((fault) => `${JSON.stringify(fault.at?.path)} ${fault.message}`),
      ours: faultsOf(JSON.stringify(manifest)),
    }));
    expect(verdicts.filter(({ theirs, ours }) => theirs.length > 0 || ours.length > 0)).toEqual([]);
  });

  function faultsOf(text: string): readonly string[] {
    try {
      decodeManifest(text, { document: 'manifest' });
      return [];
    } catch (error) {
      return [String(error)];
    }
  }

  test('is rejected by both alike once the options of a stage are damaged', () => {
    const validate = manifestValidator(recordedSchemas());
    const examples = new Map<string, Map<string, Stage>>();
    for (const one of recorded().flatMap(({ manifest }) => manifest.pipelines.flatMap(({ stages = [] }) => stages))) {
      const texts = examples.get(one.type) ?? new Map<string, Stage>();
      if (texts.size < 5) texts.set(JSON.stringify(one.options), one);
      examples.set(one.type, texts);
    }
    const schemas: ReadonlyMap<string, z.ZodType> = new Map(Object.entries(stageSchemas));
    const apart = [...examples].flatMap(([type, texts]) =>
      [...texts.values()]
        .flatMap((one) => [...damages(one.options)].map((options) => ({ ...one, options })))
        .filter((one) => {
          const manifest = { version: '2', pipelines: [{ name: 'x', stages: [one] }], sources: {} };
          return (
            (validate(JSON.parse(JSON.stringify(manifest))).length === 0) !==
            schemas.get(type)?.safeParse(one.options).success
          );
        })
        .map(({ options }) => [type, options]),
    );
    expect(apart).toEqual([]);
    expect(examples.size).toBeGreaterThan(40);
  });
});
