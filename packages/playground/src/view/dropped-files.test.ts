import { expect, test } from 'vitest';
import { filesBelow } from './dropped-files.ts';

interface Tree {
  readonly [name: string]: Tree | string;
}

let asked = 0;

/** A folder as browsers hand it over: its reader gives at most 100 entries at a time. */
function folder(name: string, tree: Tree): FileSystemDirectoryEntry {
  const entries = Object.entries(tree).map(([inner, content]) =>
    typeof content === 'string'
      ? { name: inner, isDirectory: false, file: (take: (file: File) => void) => take(new File([content], inner)) }
      : folder(inner, content),
  );
  const createReader = () => {
    const left = [...entries];
    return {
      readEntries: (take: (some: readonly unknown[]) => void) => {
        asked += 1;
        take(left.splice(0, 100));
      },
    };
  };
  return Object.assign(Object.create(null), { name, isDirectory: true, createReader });
}

const many = (count: number, one: Tree | string): Tree =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`entry${index}`, one]));

test('the files of a folder come with their paths in it', async () => {
  const found = await filesBelow(folder('image', { 'oci-layout': '1', blobs: { sha256: { ab: '22' }, empty: {} } }));
  expect(found?.map(({ path, file }) => `${path} ${file.size}`)).toEqual(['oci-layout 1', 'blobs/sha256/ab 2']);
});

test.each([
  ['files', many(300, 'a')],
  ['empty folders', many(300, {})],
  ['folders in folders', { a: many(150, { b: {} }) }],
  ['a deep path', Array.from({ length: 300 }).reduce<Tree>((inner) => ({ a: inner }), {})],
])('too many entries end the walk: %s', async (_name, tree) => {
  asked = 0;
  expect(await filesBelow(folder('image', tree), 200)).toBeUndefined();
  expect(asked).toBeLessThan(500);
  expect(await filesBelow(folder('image', tree), 301)).toBeDefined();
});

test('a folder that nobody may read is rejected', async () => {
  const closed = Object.assign(folder('image', {}), {
    createReader: () => ({ readEntries: (_: unknown, fail: (why: Error) => void) => fail(new Error('denied')) }),
  });
  await expect(filesBelow(closed)).rejects.toThrow('denied');
});
