import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';
import { makeWithParents } from './make-with-parents.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-folder-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('a folder is made with those above it, once', () => {
  const folder = join(directory, 'a/b');
  for (const _time of ['first', 'second']) makeFolder(folder, { hint: '', mode: 0o700 });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('one in a file is a fault with the cure', () => {
  writeFileSync(join(directory, 'file'), '');
  const folder = join(directory, 'file/below');
  expect(() => makeFolder(folder, { hint: 'name another' })).toThrow(
    expect.objectContaining({ code: 'file/write', at: { file: folder }, hint: 'name another' }),
  );
});

test('one where nobody may make any is a fault of permission', () => {
  expect(() => makeFolder('/sys/bootwright-test', { hint: '' })).toThrow(
    expect.objectContaining({ code: 'file/permission' }),
  );
});

test.skipIf(!existsSync('/proc/self'))(
  'one below /proc, where nobody may make any, is a fault and not an endless search',
  () => {
    expect(() => makeFolder('/proc/bootwright-test/below', { hint: '' })).toThrow(
      expect.objectContaining({ code: 'file/write' }),
    );
  },
);

test('the first folder that was made is returned, and none where all were there', () => {
  const first = join(directory, 'first');
  expect(makeWithParents(join(first, 'second/third'), 0o755)).toBe(first);
  expect(makeWithParents(join(first, 'second/third'), 0o755)).toBeUndefined();
});
