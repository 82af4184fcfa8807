import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkManifest } from './check-manifest.ts';

const shown = (text: string) => {
  const { errors, warnings } = checkManifest(text);
  const line = ({ code, path, line, column }: (typeof errors)[number]) => `${code} ${line}:${column} ${path.join('.')}`;
  return { errors: errors.map(line), warnings: warnings.map(line) };
};

/** A manifest with one stage at line 6, and more keys. */
const withStage = (stage: string, more = '') => `{
  "version": "2",
  "pipelines": [
    {"name": "build", "stages": [{"type": "org.osbuild.noop"}]},
    {"name": "image", "build": "name:build", "stages": [
      ${stage}
    ]}
  ]${more}
}`;

describe('what osbuild takes', () => {
  test.each([
    ['a manifest without sources', withStage('{"type": "org.osbuild.noop"}')],
    ['a manifest without pipelines', '{"version": "2"}'],
    [
      'numbers of Python',
      withStage('{"type": "org.osbuild.noop", "options": {"a": [NaN, 1e400, 1.0, 12345678901234567890]}}'),
    ],
    [
      'a whole number beyond doubles',
      withStage(
        '{"type": "org.osbuild.mkfs.ext4", "options": {"uuid": "a"}}, {"type": "org.osbuild.mkdir", "options": {"paths": [{"path": "/a", "mode": 12345678901234567890}, {"path": "/b", "mode": 9007199254740992}]}}',
      ),
    ],
    [
      'names that fit the patterns of Python alone',
      withStage(
        '{"type": "org.osbuild.modprobe", "options": {"filename": "größe.conf", "commands": [{"command": "blacklist", "modulename": "a"}]}}, {"type": "org.osbuild.groups", "options": {"groups": {"wheel\\n": {"gid": 1}}}}',
      ),
    ],
    ['a key __proto__ where any key is free', withStage('{"type": "org.osbuild.noop", "options": {"__proto__": 1}}')],
  ])('has neither errors nor warnings: %s', (_name, text) => {
    expect(shown(text)).toEqual({ errors: [], warnings: [] });
  });
});

describe('what osbuild rejects or crashes on is an error with its place:', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'an unknown key, all at once',
      withStage('{"type": "org.osbuild.truncate", "options": {"filename": 1, "sze": "1"}}'),
      [
        'osbuild/value 6:52 pipelines.1.stages.0.options.filename',
        'osbuild/missing-key 6:40 pipelines.1.stages.0.options',
        'osbuild/unknown-key 6:67 pipelines.1.stages.0.options',
      ],
    ],
    ['an unknown stage', withStage('{"type": "org.osbuild.nope"}'), ['osbuild/unknown-stage 6:8 pipelines.1.stages.0']],
    [
      'a fraction where a whole number is asked for',
      withStage('{"type": "org.osbuild.chrony", "options": {"servers": [{"hostname": "a", "minpoll": 1.0}]}}'),
      ['osbuild/value 6:80 pipelines.1.stages.0.options.servers.0.minpoll'],
    ],
    [
      'an input that the stage does not take',
      withStage('{"type": "org.osbuild.hostname", "inputs": {}}'),
      ['osbuild/parts 6:40 pipelines.1.stages.0'],
    ],
    [
      'a device that the stage needs',
      withStage('{"type": "org.osbuild.mkfs.ext4", "devices": {}}'),
      ['osbuild/parts 6:41 pipelines.1.stages.0.devices'],
    ],
    [
      'a value of none of several forms',
      withStage('{"type": "org.osbuild.copy", "options": {"paths": [{"from": "a", "to": "tree:///"}]}}'),
      ['osbuild/value 6:59 pipelines.1.stages.0.options.paths.0.from'],
    ],
    [
      'a pipeline that does not exist',
      '{"version": "2", "pipelines": [{"name": "a", "build": "name:b"}]}',
      ['osbuild/unknown-pipeline 1:46 pipelines.0.build'],
    ],
    [
      'a runner that does not exist',
      '{"version": "2", "pipelines": [{"name": "a", "runner": "org.osbuild.fedora29"}]}',
      ['manifest/unknown-runner 1:46 pipelines.0.runner'],
    ],
    [
      'an unknown source',
      '{"version": "2", "sources": {"a": {"items": {}}}}',
      ['osbuild/unknown-source 1:30 sources.a'],
    ],
    [
      'a key __proto__',
      '{"version": "2", "sources": {"__proto__": {"items": {}}}}',
      ['osbuild/unknown-source 1:30 sources.__proto__'],
    ],
    [
      'a key __proto__ that does not fit a pattern',
      withStage('{"type": "org.osbuild.chattr", "options": {"items": {"__proto__": {"immutable": true}}}}'),
      ['osbuild/value 6:60 pipelines.1.stages.0.options.items'],
    ],
    [
      'a value of none of several forms, of which there is one',
      withStage(
        '{"type": "org.osbuild.grub2.inst", "options": {"filename": "a", "platform": "p", "core": {"type": "mkimage", "partlabel": "gpt", "filesystem": 1}, "prefix": {"path": "/"}}}',
      ),
      ['osbuild/value 6:136 pipelines.1.stages.0.options.core'],
    ],
    ['another version', '{"version": 2}', ['manifest/version 1:2 version']],
    ['no version', '{"pipelines": []}', ['manifest/version 1:1 ']],
    ['a list', '[]', ['manifest/not-an-object 1:1 ']],
    ['what is not JSON', '{"version": "2"\n oops}', ['osbuild/json 2:2 ']],
    ['an unpaired bracket', '[', ['osbuild/json 1:2 ']],
  ])('%s', (_name, text, errors) => {
    expect(shown(text).errors).toEqual(errors);
  });

  test('a list of a hundred counts the others', () => {
    const { errors } = checkManifest(withStage(Array.from({ length: 1000 }, () => '{"type": "a"}').join(',')));
    expect(errors).toHaveLength(101);
    expect(errors.at(-1)).toEqual({ code: 'manifest/more', message: 'and 900 more', path: [], line: 1, column: 1 });
  });
});

const disk = '{"type": "org.osbuild.truncate", "options": {"filename": "disk.raw", "size": "10485760"}}';
const table = (...partitions: readonly object[]) =>
  `${disk}, {"type": "org.osbuild.sfdisk", "devices": {"device": {"type": "org.osbuild.loopback", "options": {"filename": "disk.raw"}}}, "options": {"label": "gpt", "uuid": "a", "partitions": ${JSON.stringify(partitions)}}}`;
const esp = 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B';
const mounts = (...targets: readonly string[]) =>
  `{"type": "org.osbuild.mkdir", "devices": {"d": {"type": "org.osbuild.loopback", "options": {"filename": "a"}}}, "mounts": ${JSON.stringify(targets.map((target) => ({ name: target, type: 'org.osbuild.ext4', source: 'd', target })))}}`;
const uki = '{"type": "org.osbuild.bootc.install-to-filesystem", "options": {"bootloader": "systemd"}}';

describe('what fails later, or has no effect, is a warning:', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'partitions that overlap',
      withStage(table({ start: 2048, size: 100 }, { start: 2147, size: 10 })),
      ['manifest/partition-overlap pipelines.1.stages.1.options.partitions.1'],
    ],
    ['partitions one behind the other', withStage(table({ start: 2148, size: 10 }, { start: 2048, size: 100 })), []],
    ['a partition that the backup table is behind', withStage(table({ start: 2048, size: 20480 - 2048 - 33 })), []],
    [
      'a partition in the backup table',
      withStage(table({ start: 2048, size: 20480 - 2048 - 32 })),
      ['manifest/partition-beyond-disk pipelines.1.stages.1.options.partitions.0'],
    ],
    ['mounts in order', withStage(mounts('/', '/boot', '/boot/efi', '/bootx')), []],
    [
      'a mount that hides another',
      withStage(mounts('/boot/efi', '/boot')),
      ['manifest/mount-order pipelines.1.stages.0.mounts.1'],
    ],
    [
      'two mounts at one place',
      withStage(mounts('/', '/var/', '/var')),
      ['manifest/mount-order pipelines.1.stages.0.mounts.2'],
    ],
    [
      'an export that does not exist',
      withStage('{"type": "org.osbuild.noop"}', ', "metadata": {"exports": [{"name": "image"}, {"name": "disk"}]}'),
      ['manifest/unknown-export metadata.exports.1.name'],
    ],
    [
      'a source that no stage uses',
      withStage(
        '{"type": "org.osbuild.noop"}',
        `, "sources": {"org.osbuild.inline": {"items": {"sha256:${'0'.repeat(64)}": {"encoding": "base64", "data": ""}}}}`,
      ),
      [`manifest/unused-source sources.org.osbuild.inline.items.sha256:${'0'.repeat(64)}`],
    ],
    [
      'a UKI on a disk without an ESP',
      withStage(`${table({ start: 2048, size: 10 })}, ${uki}`),
      ['manifest/uki-without-esp pipelines.1.stages.2'],
    ],
    ['a UKI on a disk with one', withStage(`${table({ start: 2048, size: 10, type: esp })}, ${uki}`), []],
    [
      'a reference that is passed over',
      withStage(
        '{"type": "org.osbuild.tar", "options": {"filename": "a"}, "inputs": {"tree": {"type": "org.osbuild.tree", "origin": "org.osbuild.pipeline", "references": ["build"]}}}',
      ),
      ['manifest/ignored-reference pipelines.1.stages.0.inputs.tree.references.0'],
    ],
    [
      'a name that is not text',
      '{"version": "2", "pipelines": [{"name": null}]}',
      ['manifest/pipeline-name pipelines.0.name'],
    ],
    [
      'a name that is a fraction',
      '{"version": "2", "pipelines": [{"name": 1.0}]}',
      ['manifest/pipeline-name pipelines.0.name'],
    ],
    ['a key that is given twice', '{"version": "1", "version": "2"}', ['manifest/repeated-key version']],
    ['a manifest of version 1', '{"pipeline": {"stages": []}, "sources": {}}', ['manifest/version-1 ']],
  ])('%s', (_name, text, warnings) => {
    const found = checkManifest(text);
    expect(found.errors).toEqual([]);
    expect(found.warnings.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(warnings);
  });

  test('a repeated key is found at its second place', () => {
    expect(shown('{"version": "1",\n "version": "2"}').warnings).toEqual(['manifest/repeated-key 2:2 version']);
  });
});

describe('other forms of a manifest', () => {
  test('one wrapped under "manifest" has paths into the manifest, and places in the text', () => {
    expect(shown('{"build-request": {},\n "manifest": {"version": "2",\n  "pipelines": [{"nme": 1}]}}').errors).toEqual(
      ['osbuild/missing-key 3:17 pipelines.0', 'osbuild/unknown-key 3:18 pipelines.0'],
    );
  });

  test('what osbuild --inspect prints has ids in place of names', () => {
    const inspected = (build: string) =>
      JSON.stringify({
        version: '2',
        pipelines: [
          { name: 'build', stages: [{ type: 'org.osbuild.noop', id: 'a1' }] },
          {
            name: 'image',
            build,
            stages: [
              {
                type: 'org.osbuild.tar',
                id: 'b1',
                options: { filename: 'a' },
                inputs: { tree: { type: 'org.osbuild.tree', origin: 'org.osbuild.pipeline', references: { a1: {} } } },
              },
              {
                type: 'org.osbuild.noop',
                id: 'b2',
                mounts: [
                  {
                    name: 'm',
                    type: 'org.osbuild.ostree.deployment',
                    target: null,
                    options: { deployment: { default: true } },
                  },
                ],
              },
            ],
          },
        ],
      });
    expect(shown(inspected('a1'))).toEqual({ errors: [], warnings: [] });
    expect(shown(inspected('a2')).errors).toEqual(['osbuild/unknown-pipeline 1:111 pipelines.1.build']);
  });
});

describe('hostile texts', () => {
  test.each([
    ['brackets without end', '['.repeat(1_000_000)],
    [
      'a hundred thousand stages',
      withStage(Array.from({ length: 100_000 }, () => '{"type":"org.osbuild.noop"}').join(',')),
    ],
    [
      'a hundred thousand unknown keys',
      `{"version": "2", ${Array.from({ length: 100_000 }, (_, index) => `"k${index}": 1`).join(',')}}`,
    ],
    ['a hundred thousand equal keys', `{"version": "2", ${Array.from({ length: 100_000 }, () => '"k": 1').join(',')}}`],
    ['thousands of mounts', withStage(mounts(...Array.from({ length: 20_000 }, (_, index) => `/${index}`)))],
    [
      'devices one below the other',
      withStage(
        `{"type": "org.osbuild.noop", "devices": {${Array.from({ length: 30_000 }, (_, index) => `"d${index}": {"type": "org.osbuild.luks2", "parent": "d${index + 1}"}`).join(',')}}}`,
      ),
    ],
  ])('give at most a hundred findings of a kind: %s', (_name, text) => {
    const { errors, warnings } = checkManifest(text);
    expect(Math.max(errors.length, warnings.length)).toBeLessThanOrEqual(201);
  });

  test('of more values than memory is there for are not read', () => {
    const { errors, warnings } = checkManifest(`{"version": "2", "pipelines": [${'NaN,'.repeat(600_000)}1]}`);
    expect([errors, warnings]).toEqual([
      [
        {
          ...{ code: 'manifest/too-large', message: 'a manifest of more than 500000 values is not read' },
          ...{ path: [], line: 1, column: 1 },
        },
      ],
      [],
    ]);
  });

  test('of long names have them cut in messages, hints and paths, and still told apart', () => {
    const name = 'n'.repeat(100_000);
    const { errors, warnings } = checkManifest(
      `{"version": "2", "pipelines": [], "sources": {"${name}": {}, "${name}x": {"${name}": 1, "${name}": 2}}}`,
    );
    const unknown = errors.filter(({ code }) => code === 'osbuild/unknown-source');
    expect(unknown.map(({ column }) => column)).toEqual([47, 100_055]);
    const lengths = [...errors, ...warnings].flatMap(({ message, path, hint = '' }) => [
      ...[message.length, hint.length],
      ...path.map((step) => String(step).length),
    ]);
    expect([warnings.length, Math.max(...lengths) <= 8_000]).toEqual([1, true]);
  });

  test.each([
    ['the name of a unit', 'systemd.unit', `{"unit": "${'a.'.repeat(50_000)}"}`],
    ['the name of a new unit', 'systemd.unit.create', `{"filename": "${'a.'.repeat(50_000)}", "config": {}}`],
    ['the name of a container unit', 'containers.unit.create', `{"filename": "${'a.'.repeat(50_000)}", "config": {}}`],
    ['the name of a disk', 'ovf', `{"vmdk": "${'a'.repeat(1_000_000)}"}`],
  ])('with a long text are compared with its pattern in one pass: %s', (_name, type, options) => {
    const { errors } = checkManifest(withStage(`{"type": "org.osbuild.${type}", "options": ${options}}`));
    expect(errors.map(({ code }) => code)).toContain('osbuild/value');
  });

  test('never throw', () => {
    const part = fc.json();
    const nearly = fc
      .tuple(part, part, part)
      .map(
        ([a, b, c]) =>
          `{"version":"2","pipelines":[{"name":${a},"stages":[${b},{"type":"org.osbuild.noop","inputs":${c},"devices":${a},"mounts":${b},"options":${c}}]}],"sources":${c},"metadata":${a}}`,
      );
    const read = (text: string) => Array.isArray(checkManifest(text).errors);
    expect(fc.check(fc.property(fc.oneof(fc.string(), part, nearly), read)).failed).toBe(false);
  });
});
