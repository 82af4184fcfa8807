import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { needs, program } from '../../../../../tools/probes.mjs';
import { type EntryName, FolderHandle } from './folder-handle.ts';
import { namesOfPath, openFileBeneath, openFileIn, openFolderBeneath, withFolderBeneath } from './open-beneath.ts';

const fifo = needs(program('mkfifo'));

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'bootwright-beneath-'));
  mkdirSync(join(place, 'root/a/b'), { recursive: true });
  mkdirSync(join(place, 'outside'));
  writeFileSync(join(place, 'root/a/b/file'), 'inside');
  writeFileSync(join(place, 'outside/file'), 'outside');
});
afterEach(() => rmSync(place, { recursive: true }));

/** The default ways of the platform, and none of them, as on one that offers no path by handle. */
describe.each([
  ['by handle', undefined],
  ['by path', []],
])('%s', (_, ways) => {
  const within = <T>(names: readonly EntryName[], use: (folder: FolderHandle) => T): T => {
    const root = FolderHandle.open(join(place, 'root'), ways);
    try {
      return withFolderBeneath(root, names, use);
    } finally {
      root.close();
    }
  };
  const readIn = (folder: FolderHandle, name: string | Uint8Array): string => {
    const descriptor = openFileIn(folder, name);
    try {
      return readFileSync(descriptor, 'utf8');
    } finally {
      closeSync(descriptor);
    }
  };

  test('reads a file below the root', () => {
    expect(within(['a', 'b'], (folder) => readIn(folder, 'file'))).toBe('inside');
    expect(within(['a', 'b'], (folder) => readIn(folder, Buffer.from('file')))).toBe('inside');
  });

  test('opens a file below the root by its path', () => {
    const root = FolderHandle.open(join(place, 'root'), ways);
    const descriptor = openFileBeneath(root, ['a', 'b', 'file']);
    expect(readFileSync(descriptor, 'utf8')).toBe('inside');
    closeSync(descriptor);
    expect(() => openFileBeneath(root, [])).toThrow(expect.objectContaining({ code: 'EINVAL' }));
    root.close();
  });

  test('reads a file whose name is not UTF-8', () => {
    const name = Buffer.from([0x66, 0xff]);
    writeFileSync(Buffer.concat([Buffer.from(`${place}/root/`), name]), 'bytes');
    expect(within([], (folder) => readIn(folder, name))).toBe('bytes');
  });

  test.each(['..', '.', '', 'a/b', '/a', 'a\0'])('rejects %j as a name', (name) => {
    expect(() => within([], (folder) => folder.entry(name))).toThrow(expect.objectContaining({ code: 'EINVAL' }));
    expect(() => within([name], () => 0)).toThrow(expect.objectContaining({ code: 'EINVAL' }));
    const bytes = new TextEncoder().encode(name);
    expect(() => within([bytes], () => 0)).toThrow(expect.objectContaining({ code: 'EINVAL' }));
  });

  test('rejects a link in place of a directory, whether it leads out of the root or not', () => {
    symlinkSync('../outside', join(place, 'root/out'));
    symlinkSync('a', join(place, 'root/in'));
    for (const names of [['out'], ['in'], ['in', 'b']]) {
      expect(() => within(names, () => 0)).toThrow(expect.objectContaining({ code: 'ELOOP' }));
    }
  });

  test('rejects a link in place of a file', () => {
    symlinkSync('../outside/file', join(place, 'root/link'));
    symlinkSync('nothing', join(place, 'root/broken'));
    for (const name of ['link', 'broken']) {
      expect(() => within([], (folder) => readIn(folder, name))).toThrow(expect.objectContaining({ code: 'ELOOP' }));
    }
  });

  test.skipIf(fifo.missing)(`rejects a FIFO without waiting for a writer, and a directory${fifo.note}`, () => {
    execFileSync('mkfifo', [join(place, 'root/pipe')]);
    expect(() => within([], (folder) => readIn(folder, 'pipe'))).toThrow(expect.objectContaining({ code: 'ENXIO' }));
    expect(() => within([], (folder) => readIn(folder, 'a'))).toThrow(expect.objectContaining({ code: 'EISDIR' }));
  });

  test('reports a file that is absent and a file in the place of a directory as the system does', () => {
    expect(() => within(['a', 'none'], () => 0)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    expect(() => within(['a', 'b', 'file'], () => 0)).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
  });

  test('reads nothing outside after a directory was swapped for a link', () => {
    const outcome = () =>
      within(['a', 'b'], (folder) => {
        renameSync(join(place, 'root/a/b'), join(place, 'root/a/moved'));
        symlinkSync(join(place, 'outside'), join(place, 'root/a/b'));
        return readIn(folder, 'file');
      });
    if (ways === undefined) expect(outcome()).toBe('inside');
    else expect(outcome).toThrow(expect.objectContaining({ code: 'ESTALE' }));
  });

  test('leaves no descriptor open, also after an error', () => {
    const root = FolderHandle.open(join(place, 'root'), ways);
    // A new descriptor is the lowest that is free.
    const lowestFree = () => {
      const descriptor = openSync(place, 'r');
      closeSync(descriptor);
      return descriptor;
    };
    const free = lowestFree();
    expect(() => openFolderBeneath(root, ['a', 'none'])).toThrow();
    expect(lowestFree()).toBe(free);
    openFolderBeneath(root, ['a', 'b']).close();
    expect(lowestFree()).toBe(free);
    root.close();
  });
});

test.each([
  ['a', ['a']],
  ['a/b/c.json', ['a', 'b', 'c.json']],
  ['..x/-a', ['..x', '-a']],
])('splits the relative path %j into its names', (path, names) => {
  expect(namesOfPath(path)).toEqual(names);
});

test.each(['', '/', '/a', 'a/', 'a//b', '.', './a', 'a/.', '..', '../a', 'a/../b', 'a/..', 'a\0b'])(
  'rejects %j as the path of a file below a folder',
  (path) => {
    expect(() => namesOfPath(path)).toThrow(
      expect.objectContaining({
        code: 'file/outside',
        message: `expected a path below the folder, got ${JSON.stringify(path)}`,
      }),
    );
  },
);
