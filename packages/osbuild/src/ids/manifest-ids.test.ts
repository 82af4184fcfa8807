import { describe, expect, test } from 'vitest';
import type { LoadProblem } from './loading.ts';
import { manifestIds } from './manifest-ids.ts';

const tree = (...references: readonly string[]) => ({
  type: 'org.osbuild.tree',
  origin: 'org.osbuild.pipeline',
  references,
});
const noop = (parts: object = {}) => ({ type: 'org.osbuild.noop', ...parts });
const manifest = (...pipelines: readonly object[]) => ({ version: '2', pipelines });

function problems(value: unknown): readonly string[] {
  const found: LoadProblem[] = [];
  manifestIds(value, (problem) => found.push(problem));
  return found.map(({ code, path }) => `${code} ${path.join('.')}`);
}

const alone = 'beda46704765a47e6d4f44aff22168ae36866c9c0e6e11552b775b77776b2969';

describe('ids', () => {
  // As osbuild f6b23dbc computed it: a digest over the JSON of name, build, base and options.
  test('are those of osbuild for a stage alone', () => {
    expect(manifestIds(manifest({ name: 'a', stages: [noop()] }))).toEqual([{ name: 'a', id: alone, stages: [alone] }]);
  });

  test('are those of osbuild for devices, mounts, inputs, a build and an epoch', () => {
    const disk = { type: 'org.osbuild.loopback', options: { filename: 'disk.raw', start: 2048 } };
    const root = { type: 'org.osbuild.lvm2.lv', parent: 'disk', options: { volume: 'root' } };
    const value = manifest(
      { name: 'build', stages: [noop({ options: { é: 1.5 } })] },
      { name: 'empty' },
      {
        name: 'image',
        build: 'name:build',
        'source-epoch': 1,
        stages: [
          noop({ inputs: { tree: tree('name:build') } }),
          noop({
            inputs: { self: tree('name:image') },
            devices: { root, disk },
            mounts: [
              {
                name: 'root',
                type: 'org.osbuild.ext4',
                source: 'root',
                target: '/',
                partition: 2,
                options: { readonly: true },
              },
            ],
          }),
        ],
      },
    );
    const [build, first, last] = [
      '234cf4eeeb75b9f513a9290adef091c19c19b25feb60aab9735138e03dc73008',
      '0cdfe916d20c9d30fc807113232afa27ed27aa60c96994ea5646cdaf32502001',
      '054fb5f804320b996ae477fd03366f32d00e601666203fd5a34e13e95cba36e3',
    ];
    expect(manifestIds(value)).toEqual([
      { name: 'build', id: build, stages: [build] },
      { name: 'empty', stages: [] },
      { name: 'image', id: last, stages: [first, last] },
    ]);
  });
});

describe('a reference to nothing is reported with its path:', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['a build', manifest({ name: 'a', build: 'name:b' }), ['osbuild/unknown-pipeline pipelines.0.build']],
    [
      'a build that is not a reference',
      manifest({ name: 'a', build: 'b' }),
      ['osbuild/unknown-pipeline pipelines.0.build'],
    ],
    [
      'a pipeline that comes later',
      manifest({ name: 'a', stages: [noop({ inputs: { i: tree('name:b') } })] }, { name: 'b' }),
      ['osbuild/unknown-pipeline pipelines.0.stages.0.inputs.i.references.0'],
    ],
    [
      'two pipelines of one name',
      manifest({ name: 'a' }, { name: 'a' }),
      ['osbuild/duplicate-pipeline pipelines.1.name'],
    ],
    [
      'names that are equal in Python',
      manifest({ name: 1 }, { name: true }),
      ['osbuild/duplicate-pipeline pipelines.1.name'],
    ],
    ['a name that cannot be one', manifest({ name: [] }), ['osbuild/pipeline-name pipelines.0.name']],
    [
      'an item of a source',
      manifest({
        name: 'a',
        stages: [noop({ inputs: { i: { type: 'x', origin: 'org.osbuild.source', references: { k: {} } } } })],
      }),
      ['osbuild/unknown-source-item pipelines.0.stages.0.inputs.i.references.k'],
    ],
    [
      'the parent of a device',
      manifest({ name: 'a', stages: [noop({ devices: { d: { type: 'x', parent: 'e' } } })] }),
      ['osbuild/unknown-device pipelines.0.stages.0.devices.d.parent'],
    ],
    [
      'devices in a circle',
      manifest({ name: 'a', stages: [noop({ devices: { d: { parent: 'e' }, e: { parent: 'd' } } })] }),
      [
        'osbuild/device-cycle pipelines.0.stages.0.devices.d.parent',
        'osbuild/device-cycle pipelines.0.stages.0.devices.e.parent',
      ],
    ],
    [
      'the device of a mount',
      manifest({ name: 'a', stages: [noop({ mounts: [{ name: 'm', source: 'd' }] })] }),
      ['osbuild/unknown-device pipelines.0.stages.0.mounts.0.source'],
    ],
    [
      'two mounts of one name',
      manifest({ name: 'a', stages: [noop({ mounts: [{ name: 'm' }, { name: 'm' }] })] }),
      ['osbuild/duplicate-mount pipelines.0.stages.0.mounts.1.name'],
    ],
  ])('%s', (_name, value, found) => {
    expect(problems(value)).toEqual(found);
  });

  test.each([null, 1, [], {}, { pipelines: {} }, { pipelines: [1, { stages: [1] }] }, { sources: [] }])(
    '%j has none',
    (value) => {
      expect(() => manifestIds(value)).not.toThrow();
    },
  );
});
