import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ociLayout } from '../../../container-image/testing/image.ts';
import { bootableImage } from '../../../inspect/testing/bootable-image.ts';
import { folderArchive } from './folder-archive.ts';
import { readArchiveFacts } from './read-archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'bootwright-playground-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (text: string): Blob => new Blob([text]);

test('the layout in a folder is read as an archive of it, whatever else is in the folder', async () => {
  const layout = ociLayout(bootableImage('traditional'));
  const files = [...layout].map(([path, bytes]) => ({
    path: `my-os/${path}`,
    file: new Blob([Uint8Array.from(bytes)]),
  }));
  const archive = folderArchive([...files, { path: 'my-os/notes.txt', file: fileOf('a note') }]);
  if (typeof archive === 'string') throw new Error(archive);
  const path = join(folder, 'layout.tar');
  writeFileSync(path, Buffer.from(await archive.arrayBuffer()));
  const { facts } = await readArchiveFacts({ path, imgref: 'localhost/my-os:latest' });
  expect(JSON.parse(facts)).toMatchObject({
    imgref: 'localhost/my-os:latest',
    arch: 'x86_64',
    default_root_fs: 'ext4',
    os_info: { os_release: { id: 'harbour' }, kernel_info: { version: '6.12.7' } },
  });
});

test.each([
  ['without an index', [{ path: 'a/oci-layout', file: fileOf('{}') }], /^the folder has no index\.json/],
  [
    'of very many files',
    Array.from({ length: 20_001 }, (_, index) => ({ path: `a/${index}`, file: fileOf('') })),
    /^the folder has more than 20000 files$/,
  ],
])('a folder %s is not a layout, and the text says why', (_name, files, why) => {
  expect(folderArchive(files)).toMatch(why);
});
