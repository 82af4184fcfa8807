import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { scriptedRunner } from '@bootwright/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MadeImage, Packing } from '../../testing/image.ts';
import {
  archiveOf,
  blobPath,
  dockerLayout,
  gzip,
  ociBlobs,
  ociLayout,
  plain,
  sha256,
  writeFiles,
  zstdStored,
} from '../../testing/image.ts';
import type { WrittenEntry } from '../../testing/tar.ts';
import { writeTar } from '../../testing/tar.ts';
import { withWrittenTree } from '../../testing/write-tree.ts';
import type { ReadImage, ReadOptions } from '../image-reader.ts';
import { parseImageReference } from '../image-reference.ts';
import { inspectTree } from '../inspect-tree.ts';
import { readImage } from '../read-image.ts';
import type { DrawnEntry } from '../tree.ts';
import { readTree } from './directory.ts';
import { directorySize } from './directory-size.ts';

let base = '';
let count = 0;
const scratch = () => join(base, 'scratch');
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'bootwright-archive-'));
  writeFiles(base, new Map([['scratch/.keep', new Uint8Array()]]));
});
afterAll(() => {
  const left = readdirSync(scratch());
  rmSync(base, { recursive: true });
  expect(left).toEqual(['.keep']);
});

const options = (more: Partial<ReadOptions> = {}): ReadOptions => ({
  runner: scriptedRunner([]),
  environment: { TMPDIR: scratch() },
  ...more,
});
const read = (text: string, more?: Partial<ReadOptions>) => readImage(parseImageReference(text), options(more));
/** The code of the fault and its message. */
const failure = async (reading: Promise<unknown>) => {
  try {
    return { value: await reading };
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { code, message };
  }
};

const files: Readonly<Record<string, DrawnEntry>> = {
  'usr/lib/os-release': 'ID=acme\nNAME="Acme OS"\nVERSION_ID=1\n',
  'etc/os-release': { link: '../usr/lib/os-release' },
  'usr/lib/bootc/install/a.toml': '[install.filesystem.root]\ntype = "xfs"\n',
  'usr/lib/bootc/kargs.d/a.toml': 'kargs = ["quiet"]\n',
  'usr/lib/modules/6.1/vmlinuz': 'k',
  'usr/share/doc': { dir: true },
};
const entries: readonly WrittenEntry[] = Object.entries(files).map(([name, entry]) => {
  if (typeof entry === 'string' || entry instanceof Uint8Array) return { name: `./${name}`, content: entry };
  return 'link' in entry ? { name, type: '2', target: entry.link } : { name: `${name}/`, type: '5' };
});
const image: MadeImage = {
  layers: [
    entries.slice(0, 3),
    [{ name: 'usr/lib/gone', content: 'x' }],
    [...entries.slice(3), { name: 'usr/lib/.wh.gone' }],
  ],
  tag: 'one',
};

function archived(content: ReadonlyMap<string, Uint8Array>, pack: Packing = plain): string {
  count += 1;
  const path = join(base, `${count}.tar`);
  writeFileSync(path, pack(archiveOf(content)));
  return path;
}

const factsOf = ({ tree, facts }: ReadImage) => ({
  ...inspectTree(tree, { imgref: 'x', architecture: 'x86_64' }),
  size: facts.size,
});

describe('the same tree gives the same facts', () => {
  const expected = withWrittenTree(files, (root) => ({
    ...inspectTree(readTree(root), { imgref: 'x', architecture: 'x86_64' }),
    size: directorySize(root),
  }));

  const packings: readonly (readonly [string, Packing])[] = [
    ['plain', plain],
    ['gzip', gzip],
    ['zstd', zstdStored],
    ['gzip of several members', (tar) => Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))])],
  ];
  test.each(packings)('with layers in %s', async (_, packing) => {
    const made = { ...image, packing };
    const layout = ociLayout(made);
    const { manifest, imageId } = ociBlobs(made);
    const sources = [
      `oci:${writeFiles(join(base, `layout-${count++}`), layout)}`,
      `oci-archive:${archived(layout)}`,
      `oci-archive:${archived(layout, gzip)}:one`,
      `docker-archive:${archived(dockerLayout(made))}`,
    ];
    for (const source of sources) {
      const found = await read(source);
      expect(factsOf(found)).toEqual(expected);
      expect(found).toMatchObject({
        facts: {
          name: source,
          imageId,
          ...(source.startsWith('oci') ? { digest: manifest.digest } : {}),
          architecture: 'x86_64',
          created: '2026-01-02T03:04:05Z',
          labels: new Map([['containers.bootc', '1']]),
          layers: 3,
        },
        notices: [],
      });
    }
  });
});
void existsSync;
void blobPath;
void sha256;
void writeTar;
void failure;
