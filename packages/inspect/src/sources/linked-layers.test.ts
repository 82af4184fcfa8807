import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { writeTar } from '../../../archive/testing/tar.ts';
import type { MadeImage } from '../../../container-image/testing/image.ts';
import { dockerLayout, ociBlobs } from '../../../container-image/testing/image.ts';
import { ArchiveFolder, failure } from '../../testing/archive-folder.ts';

const folder = new ArchiveFolder();

describe('a docker-archive with a layer that is a link', () => {
  const two: MadeImage = { layers: [[{ name: 'a', content: 'one' }], [{ name: 'b', content: 'two' }]] };
  const alike: MadeImage = { layers: [[{ name: 'a', content: 'one' }], [{ name: 'a', content: 'one' }]] };
  /** An image whose second layer is called `d/layer.tar` in its manifest, and is one of these entries. */
  const read = async (made: MadeImage, entriesOf: (first: string, second: Uint8Array) => readonly WrittenEntry[]) => {
    const [first, second] = ociBlobs(made).blobs;
    if (first === undefined || second === undefined) throw new Error('the test has two layers');
    const firstName = `${first.digest.slice(7)}/layer.tar`;
    const config = [...dockerLayout(made)].find(([name]) => name.endsWith('.json'));
    const [configName, configBytes] = config ?? ['', new Uint8Array()];
    const entries: readonly WrittenEntry[] = [
      { name: firstName, content: first.bytes },
      { name: configName, content: configBytes },
      {
        name: 'manifest.json',
        content: JSON.stringify([{ Config: configName, Layers: [firstName, 'd/layer.tar'] }]),
      },
      ...entriesOf(firstName, second.bytes),
    ];
    writeFileSync(folder.path('links.tar'), writeTar(entries));
    return failure(folder.read(`docker-archive:${folder.path('links.tar')}`));
  };
  const link = (target: string, name = 'd/layer.tar'): WrittenEntry => ({ name, type: '2', target });
  const archive = () => JSON.stringify(folder.path('links.tar'));

  test.each<[string, MadeImage, (first: string, second: Uint8Array) => readonly WrittenEntry[]]>([
    ['to the alike layer before it, as old Docker wrote it', alike, (first) => [link(`../${first}`)]],
    ['to a file next to it', two, (_, second) => [link('real.tar'), { name: 'd/real.tar', content: second }]],
    [
      'to a file at the top, as podman wrote it',
      two,
      (_, second) => [link('../f.tar'), { name: 'f.tar', content: second }],
    ],
    [
      'over another directory and back',
      two,
      (_, second) => [link('../x/./../f.tar'), { name: 'f.tar', content: second }],
    ],
    [
      'that is a hard link',
      two,
      (_, second) => [
        { name: 'f.tar', content: second },
        { name: 'd/layer.tar', type: '1', target: 'f.tar' },
      ],
    ],
  ])('%s, is read', async (_, made, entriesOf) => {
    expect(await read(made, entriesOf)).toMatchObject({ value: { facts: { layers: 2 } } });
  });

  test.each<[string, (first: string, second: Uint8Array) => readonly WrittenEntry[], (where: string) => object]>([
    [
      'to another layer',
      (first) => [link(`../${first}`)],
      () => ({
        code: 'image/digest',
        message: expect.stringMatching(/^layer 2 of 2 \(sha256:\w+…\) is damaged: its digest is /),
      }),
    ],
    [
      'to an absolute path that the archive has from its top',
      (_, second) => [link('/f.tar'), { name: 'f.tar', content: second }],
      (where) => ({
        code: 'image/archive',
        message: `"d/layer.tar" in ${where} is a link to the absolute path "/f.tar"`,
      }),
    ],
    [
      'to an absolute path that the archive has from its directory',
      (_, second) => [link('/f.tar'), { name: 'd/f.tar', content: second }],
      (where) => ({
        code: 'image/archive',
        message: `"d/layer.tar" in ${where} is a link to the absolute path "/f.tar"`,
      }),
    ],
    [
      'out of the archive',
      (_, second) => [link('../../f.tar'), { name: 'f.tar', content: second }],
      (where) => ({
        code: 'image/name',
        message: `${where} names "d/../../f.tar", which leads out of the image's root`,
      }),
    ],
    [
      'to itself',
      () => [link('layer.tar')],
      (where) => ({
        code: 'image/archive',
        message: `"d/layer.tar" in ${where} is a link to "d/layer.tar", which is a link, too`,
      }),
    ],
    [
      'in a loop',
      () => [link('b'), link('layer.tar', 'd/b')],
      (where) => ({
        code: 'image/archive',
        message: `"d/layer.tar" in ${where} is a link to "d/b", which is a link, too`,
      }),
    ],
    [
      'to a link to a file, of which podman reads the first alone',
      (_, second) => [link('b'), link('c', 'd/b'), { name: 'd/c', content: second }],
      (where) => ({
        code: 'image/archive',
        message: `"d/layer.tar" in ${where} is a link to "d/b", which is a link, too`,
      }),
    ],
    [
      'to a directory',
      (_, second) => [link('b'), { name: 'd/b/', type: '5' }, { name: 'd/b/layer.tar', content: second }],
      (where) => ({
        code: 'image/archive',
        message: `"d/layer.tar" in ${where} is a link to "d/b", which is not a file of the archive`,
      }),
    ],
    [
      'to nothing',
      () => [link('b')],
      (where) => ({
        code: 'image/archive',
        message: `"d/layer.tar" in ${where} is a link to "d/b", which is not a file of the archive`,
      }),
    ],
    [
      'to a FIFO',
      () => [link('b'), { name: 'd/b', type: '6' }],
      (where) => ({
        code: 'image/archive',
        message: `"d/layer.tar" in ${where} is a link to "d/b", which is not a file of the archive`,
      }),
    ],
  ])('%s, is a fault', async (_, entriesOf, expected) => {
    expect(await read(two, entriesOf)).toEqual(expected(archive()));
  });
});
