import { describe, expect, test } from 'vitest';
import { diffFleets, type ManifestFleet } from './diff-fleets.ts';
import type { FleetClass } from './review/fleet-change.ts';

type Stage = Record<string, unknown>;

const hash = (letter: string): string => `sha256:${letter.repeat(64)}`;
const stage = (type: string, rest: Stage = {}): Stage => ({ type: `org.osbuild.${type}`, ...rest });
const manifest = (stages: readonly Stage[], sources: Record<string, unknown> = {}, name = 'os') => ({
  version: '2',
  pipelines: [{ name, stages }],
  sources,
});
const rpms = (...ids: string[]): Stage =>
  stage('rpm', {
    inputs: {
      packages: { type: 'org.osbuild.files', origin: 'org.osbuild.source', references: ids.map((id) => ({ id })) },
    },
  });
const curl = (items: Record<string, string>, type = 'curl') => ({
  [`org.osbuild.${type}`]: { items: Object.fromEntries(Object.entries(items).map(([id, url]) => [id, { url }])) },
});

const fleet = (manifests: Record<string, unknown>): ManifestFleet => ({
  names: Object.keys(manifests),
  read: async (name) => ({ text: JSON.stringify(manifests[name]), parse: () => structuredClone(manifests[name]) }),
});

async function summary(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  ignored: readonly FleetClass[] = [],
) {
  const { groups, names, ...rest } = await diffFleets(fleet(before), fleet(after), { ignored: new Set(ignored) });
  return {
    paired: names.length,
    ...rest,
    groups: groups.map(({ title, manifests }) => `${manifests.length}: ${title}`),
  };
}

const titlesOf = async (before: unknown, after: unknown): Promise<readonly string[]> => {
  const { groups } = await summary(
    { 'f-x86_64-ami': before, 'f-x86_64-gce': before },
    { 'f-x86_64-ami': after, 'f-x86_64-gce': after },
  );
  return groups;
};

describe('pairs', () => {
  const one = manifest([stage('locale', { options: { language: 'C' } }), stage('hostname')]);
  const other = manifest([stage('tar'), stage('zip')]);

  test('are manifests of one name; the others were added or removed', async () => {
    expect(await summary({ a: one, b: one }, { b: one, c: other })).toEqual({
      paired: 1,
      changed: 0,
      added: ['c'],
      removed: ['a'],
      renamed: [],
      groups: [],
    });
  });

  test('are also manifests with another name and the same stages', async () => {
    const { renamed, added, removed } = await summary({ a: one, x: other }, { b: one, x: other });
    expect({ renamed, added, removed }).toEqual({ renamed: [{ before: 'a', after: 'b' }], added: [], removed: [] });
  });

  test('are not guessed where two manifests have the same stages', async () => {
    const { renamed, added } = await summary({ a: one }, { b: one, c: one });
    expect({ renamed, added }).toEqual({ renamed: [], added: ['b', 'c'] });
  });
});

describe('titles', () => {
  test.each([
    [
      'name the neighbours that an added stage has in all manifests',
      manifest([stage('groups'), stage('selinux')]),
      manifest([stage('groups'), stage('users'), stage('selinux')]),
      ['2: os: stage users added after groups, before selinux'],
    ],
    [
      'name packages, and no digest',
      manifest(
        [rpms(hash('a'), hash('b'))],
        curl({
          [hash('a')]: 'https://r.example/Packages/a/abc-1-1.noarch.rpm',
          [hash('b')]: 'https://r.example/Packages/b/bcd-2-1.noarch.rpm',
        }),
      ),
      manifest([rpms(hash('b'))], curl({ [hash('b')]: 'https://r.example/Packages/b/bcd-2-1.noarch.rpm' })),
      ['2: package abc removed'],
    ],
    [
      'say once that packages come from another kind of source',
      manifest(
        [rpms(hash('a'), hash('b'))],
        curl({
          [hash('a')]: 'https://r.example/Packages/abc-1-1.noarch.rpm',
          [hash('b')]: 'https://r.example/Packages/bcd-2-1.noarch.rpm',
        }),
      ),
      manifest([rpms(hash('a'), hash('b'))], {
        'org.osbuild.librepo': {
          items: {
            [hash('a')]: { path: 'Packages/abc-1-1.noarch.rpm', mirror: 'm'.repeat(64) },
            [hash('b')]: { path: 'Packages/bcd-2-1.noarch.rpm', mirror: 'm'.repeat(64) },
          },
          options: { mirrors: { ['m'.repeat(64)]: { url: 'https://r.example', type: 'baseurl' } } },
        },
      }),
      ['2: source of packages: curl → librepo'],
    ],
    [
      'count packages in other versions',
      manifest([rpms(hash('a'))], curl({ [hash('a')]: 'https://r.example/abc-1-1.noarch.rpm' })),
      manifest([rpms(hash('b'))], curl({ [hash('b')]: 'https://r.example/abc-2-1.noarch.rpm' })),
      ['2: package abc in another version'],
    ],
    [
      'name files by their path',
      manifest(
        [
          stage('copy', {
            inputs: {
              [`file-${'a'.repeat(64)}`]: {
                type: 'org.osbuild.files',
                origin: 'org.osbuild.source',
                references: [{ id: hash('a') }],
              },
            },
            options: { paths: [{ from: `input://file-${'a'.repeat(64)}/${hash('a')}`, to: 'tree:///etc/motd' }] },
          }),
        ],
        { 'org.osbuild.inline': { items: { [hash('a')]: { encoding: 'base64', data: 'YQ==' } } } },
      ),
      manifest(
        [
          stage('copy', {
            inputs: {
              [`file-${'b'.repeat(64)}`]: {
                type: 'org.osbuild.files',
                origin: 'org.osbuild.source',
                references: [{ id: hash('b') }],
              },
            },
            options: { paths: [{ from: `input://file-${'b'.repeat(64)}/${hash('b')}`, to: 'tree:///etc/motd' }] },
          }),
        ],
        { 'org.osbuild.inline': { items: { [hash('b')]: { encoding: 'base64', data: 'Yg==' } } } },
      ),
      ['2: file /etc/motd, content: "a" → "b"'],
    ],
    [
      'name UUIDs by what they identify',
      manifest([
        stage('fstab', { options: { filesystems: [{ uuid: '11111111-1111-1111-1111-111111111111', path: '/' }] } }),
      ]),
      manifest([
        stage('fstab', { options: { filesystems: [{ uuid: '22222222-2222-2222-2222-222222222222', path: '/' }] } }),
      ]),
      ['2: other UUIDs (file system root)'],
    ],
    [
      'say that images boot by other firmware before what follows from it',
      manifest([stage('grub2', { options: { legacy: 'i386-pc', uefi: { vendor: 'fedora' } } }), stage('grub2.inst')]),
      manifest([stage('grub2', { options: { uefi: { vendor: 'fedora' } } })]),
      ['2: boot mode: BIOS and UEFI → UEFI only; os: stage grub2.inst removed; os › grub2: legacy removed: "i386-pc"'],
    ],
    [
      'say that the order of keys alone changed',
      manifest([stage('x', { options: { a: 1, b: 2 } })]),
      manifest([stage('x', { options: { b: 2, a: 1 } })]),
      ['2: os › x: options in another order'],
    ],
  ])('%s', async (_name, before, after, titles) => {
    expect(await titlesOf(before, after)).toEqual(titles);
  });

  test('say what is special to the manifests of the group', async () => {
    const [old, now] = [manifest([stage('a')]), manifest([stage('a'), stage('b')])];
    const before = Object.fromEntries(
      ['f-x86_64-ami', 'f-x86_64-gce', 'f-aarch64-ami', 'r_9-x86_64-ami'].map((name) => [name, old]),
    );
    const { groups } = await summary(before, { ...before, 'f-x86_64-ami': now, 'f-aarch64-ami': now });
    expect(groups).toEqual(['2: os: stage b added after a — ami of f']);
  });

  test('tell sizes by their difference, where the sizes themselves differ', async () => {
    const disk = (size: number) =>
      manifest(
        [
          stage('sfdisk', {
            options: {
              label: 'gpt',
              partitions: [{ start: 2048, size, type: '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709' }],
            },
          }),
        ],
        {},
        'image',
      );
    const { groups } = await summary({ a: disk(8192), b: disk(16384) }, { a: disk(10240), b: disk(18432) });
    expect(groups).toEqual(['2: image › sfdisk: partition root, size by +1 MiB']);
  });
});

test('groups what the same manifests have, and keeps apart what others have', async () => {
  const made = (...types: string[]) => manifest(types.map((type) => stage(type)));
  const names = Array.from({ length: 12 }, (_, index) => `m${index}`);
  const before = Object.fromEntries(names.map((name) => [name, made('a', 'z')]));
  const after = Object.fromEntries(
    names.map((name, index) => [name, index < 8 ? made('a', 'b', 'c', 'z') : made('a', 'q', 'z')]),
  );
  const { groups } = await summary(before, after);
  expect(groups).toEqual([
    '8: os: stage b added after a, before c; os: stage c added after b, before z',
    '4: os: stage q added after a, before z',
  ]);
});

test('leaves out what is to be ignored, and manifests without another change', async () => {
  const [old, now] = [manifest([stage('a')]), manifest([stage('a'), stage('b')])];
  expect(await summary({ a: old }, { a: now }, ['stage'])).toMatchObject({ changed: 0, groups: [] });
});

test('keeps each distinct change once, however many manifests have it', async () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `m${index}`);
  const [old, now] = [manifest([stage('a')]), manifest([stage('a'), stage('b')])];
  const all = (one: unknown) => Object.fromEntries(names.map((name) => [name, one]));
  const { groups } = await diffFleets(fleet(all(old)), fleet(all(now)));
  expect(groups.map(({ changes }) => changes.map(({ text, manifests }) => [text, manifests.length]))).toEqual([
    [['os: stage b added after a', 3_000]],
  ]);
});

test.each([
  ['no object', 'text', ['another']],
  ['pipelines that are not a list', { pipelines: 5 }, { pipelines: {} }],
  ['stages that are not objects', { pipelines: [{ stages: [null, 1] }] }, { pipelines: [{ stages: 'x' }] }],
  ['sources of any kind', { sources: { 'org.osbuild.curl': { items: { a: 5, b: { url: 6 } } } } }, { sources: [] }],
])('compares manifests with %s', async (_name, before, after) => {
  expect(await summary({ a: before }, { a: after })).toMatchObject({ changed: 1 });
});
