import { Fault } from '@bootwright/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeManifest } from '../encoding/encode-manifest.ts';
import { decodeManifest } from './decode-manifest.ts';

const origin = { document: 'manifest', file: 'disk.json' };

function faults(text: string): readonly Fault[] {
  try {
    decodeManifest(text, origin);
    return [];
  } catch (error) {
    if (error instanceof Fault) return error.all();
    throw error;
  }
}

const withStage = (stage: object) =>
  JSON.stringify({ version: '2', pipelines: [{ name: 'os', stages: [stage] }], sources: {} });
const inStage = ['pipelines', 0, 'stages', 0];

test.each([
  ['unknown keys', withStage({ type: 'org.osbuild.truncate', options: Object.fromEntries(many((key) => [key, 1])) })],
  [
    'unknown stages',
    JSON.stringify({ version: '2', pipelines: [{ name: 'os', stages: many((type) => ({ type })) }], sources: {} }),
  ],
])('of 10,000 %s a hundred are listed, and the rest is counted', (_what, text) => {
  const all = faults(text);
  expect(all.length).toBe(101);
  expect(all.at(-1)?.message).toMatch(/^and 99\d\d more faults$/);
});

function many<T>(make: (name: string) => T): readonly T[] {
  return Array.from({ length: 10_000 }, (_, index) => make(`k${index}`));
}

describe('a manifest that is read', () => {
  test('is the same value, with its keys in their order', () => {
    const text = encodeManifest({
      version: '2',
      pipelines: [{ name: 'os', stages: [{ type: 'org.osbuild.truncate', options: { filename: 'a', size: '1' } }] }],
      sources: {},
    });
    expect(encodeManifest(decodeManifest(text, origin))).toBe(text);
  });

  test.each([
    [
      'an unknown key',
      '{"version":"2","pipelines":[],"sources":{},"sorces":{}}',
      'osbuild/unknown-key',
      ['sorces'],
      'did you mean "sources"?',
    ],
    [
      'the key that editors write',
      '{"version":"2","pipelines":[],"sources":{},"$schema":"x"}',
      'osbuild/unknown-key',
      ['$schema'],
      'leave it out, and give the schema to the editor by the name of the file, in its settings',
    ],
    ['another version', '{"version":"1","pipelines":[],"sources":{}}', 'osbuild/value', ['version'], 'allowed: "2"'],
    [
      'an unknown stage',
      withStage({ type: 'org.osbuild.sfdsk' }),
      'osbuild/unknown-stage',
      [...inStage, 'type'],
      'did you mean "org.osbuild.sfdisk"?',
    ],
    [
      'an unknown option',
      withStage({ type: 'org.osbuild.sfdisk', options: { label: 'gpt', uuid: 'x', partition: [] } }),
      'osbuild/unknown-key',
      [...inStage, 'options', 'partition'],
      'did you mean "partitions"?',
    ],
    [
      'a value that is not allowed',
      withStage({ type: 'org.osbuild.sfdisk', options: { label: 'apm', uuid: 'x' } }),
      'osbuild/value',
      [...inStage, 'options', 'label'],
      'allowed: "mbr", "dos", "gpt"',
    ],
    [
      'an unknown key of a device',
      withStage({
        type: 'org.osbuild.noop',
        devices: { disk: { type: 'org.osbuild.loopback', options: { filename: 'a', starts: 1 } } },
      }),
      'osbuild/unknown-key',
      [...inStage, 'devices', 'disk', 'options', 'starts'],
      'did you mean "start"?',
    ],
  ])('with %s is rejected', (_name, text, code, path, hint) => {
    expect(
      faults(text).map((fault) => ({ code: fault.code, path: fault.at?.path, file: fault.at?.file, hint: fault.hint })),
    ).toEqual([{ code, path, file: 'disk.json', hint }]);
  });

  test('names all faults at once', () => {
    const text = withStage({ type: 'org.osbuild.truncate', options: { filename: 1, size: 2 }, extra: 3 });
    expect(faults(text).map((fault) => fault.at?.path?.at(-1))).toEqual(['extra', 'filename', 'size']);
  });

  test('that is not JSON is rejected with its place', () => {
    expect(faults('{\n  "version": "2",\n  oops\n}')).toMatchObject([
      { code: 'osbuild/json', at: { document: 'manifest', file: 'disk.json', line: 3, column: 3 } },
    ]);
  });

  test('gives a manifest or a fault, whatever the text', () => {
    const nearly = fc
      .json()
      .map((json) => `{"version":"2","pipelines":[{"name":"a","stages":[${json}]}],"sources":${json}}`);
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), nearly), (text) => Array.isArray(faults(text))));
    expect(faults(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toHaveLength(1);
  });
});
