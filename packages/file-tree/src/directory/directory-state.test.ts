import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkBudget } from '@bootwright/archive';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { DirectoryState } from './directory-state.ts';
import { walkDirectory } from './walk-directory.ts';

let root = '';
const at = (...names: readonly string[]) => join(root, ...names);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bootwright-state-'));
  mkdirSync(at('usr/bin'), { recursive: true });
  writeFileSync(at('usr/bin/a'), 'one');
  writeFileSync(at('usr/bin/b'), 'two');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Writes other bytes of the same length and with the same times, until the file system has noted another time. */
function rewrite(path: string): void {
  const { ctimeNs, mtime } = lstatSync(path, { bigint: true });
  do {
    writeFileSync(path, 'two');
    utimesSync(path, mtime, mtime);
  } while (lstatSync(path, { bigint: true }).ctimeNs === ctimeNs);
}

test('a directory that nobody writes to is the same', () => {
  const state = new DirectoryState(root);
  expect(outcomeOf(() => state.checkAll())).toEqual({ value: undefined });
  expect([...state.watched(walkDirectory(root, new WorkBudget()))].map(({ path }) => path).sort()).toEqual([
    '',
    'usr',
    'usr/bin',
    'usr/bin/a',
    'usr/bin/b',
  ]);
});

test.each<[string, () => void, RegExp]>([
  ['a file is written, of the same length and times', () => rewrite(at('usr/bin/a')), /^\/usr\/bin\/a was changed /],
  ['permissions change', () => chmodSync(at('usr/bin/a'), 0o600), /^\/usr\/bin\/a was changed /],
  ['a file is added', () => writeFileSync(at('usr/bin/c'), ''), /^\/usr\/bin(\/c was added| was changed) /],
  ['a file is removed', () => unlinkSync(at('usr/bin/b')), /^\/(usr\/bin|.*-state-.*) was changed /],
  [
    'a directory becomes a link',
    () => {
      renameSync(at('usr/bin'), at('moved'));
      symlinkSync('../moved', at('usr/bin'));
    },
    /(changed|added) while the directory was read$/,
  ],
])('it is a fault with a place where %s', (_, change, message) => {
  const state = new DirectoryState(root);
  change();
  const outcome = outcomeOf(() => state.checkAll());
  expect(outcome).toEqual({ fault: 'inspect/changed', message: expect.stringMatching(message) });
  expect(outcomeOf(() => [...state.watched(walkDirectory(root, new WorkBudget()))])).toMatchObject(
    'fault' in outcome && outcome.message.includes('-state-')
      ? { value: expect.anything() }
      : { fault: 'inspect/changed' },
  );
});
