import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { byRoot, needs } from '../../../../../tools/probes.mjs';
import { removeTreeIn } from './change-beneath.ts';
import { FolderHandle } from './folder-handle.ts';

let place = '';
const at = (...names: readonly string[]) => join(place, ...names);
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'bootwright-change-'));
  mkdirSync(at('keep'));
  writeFileSync(at('keep', 'file'), 'precious');
  mkdirSync(at('work', 'tree', 'deep'), { recursive: true });
  writeFileSync(at('work', 'tree', 'deep', 'file'), '');
  writeFileSync(at('work', 'file'), '');
});
afterEach(() => rmSync(place, { recursive: true }));

function remove(name: string): void {
  const folder = FolderHandle.open(at('work'));
  try {
    removeTreeIn(folder, name);
  } finally {
    folder.close();
  }
}

describe('what is removed from a folder', () => {
  test.each<readonly [string, string, () => void, readonly string[]]>([
    ['a file', 'file', () => undefined, ['tree']],
    ['a folder with all in it', 'tree', () => undefined, ['file']],
    ['a link, not what it leads to', 'link', () => symlinkSync(at('keep'), at('work', 'link')), ['file', 'tree']],
    [
      'a folder with links in it, not what they lead to',
      'tree',
      () => symlinkSync(at('keep'), at('work', 'tree', 'deep', 'link')),
      ['file'],
    ],
  ])('is %s', (_, name, prepare, left) => {
    prepare();
    remove(name);
    expect(readdirSync(at('work')).sort()).toEqual(left);
    expect(readFileSync(at('keep', 'file'), 'utf8')).toBe('precious');
  });

  const root = needs(byRoot());
  test.skipIf(root.missing)(`is not a folder of another user, whatever its name${root.note}`, () => {
    chownSync(at('work', 'tree'), 12345, 12345);
    expect(() => remove('tree')).toThrow("EPERM: a directory of another user, 'tree'");
    expect(readdirSync(at('work', 'tree', 'deep'))).toEqual(['file']);
  });
});
