import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { byRoot, needs } from '../../../../../tools/probes.mjs';
import { isPrivateFolder } from './private-folder.ts';

let place: string;
beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'bootwright-private-')));
  mkdirSync(join(place, 'a/b'), { recursive: true, mode: 0o755 });
});
afterEach(() => rmSync(place, { recursive: true }));

test.each<readonly [string, string, number, boolean]>([
  ['only this user may write to', 'a/b', 0o755, true],
  ['everybody may write to', 'a/b', 0o777, false],
  ['everybody may write to who may not remove what others have made', 'a/b', 0o1777, true],
  ['everybody may rename', 'a', 0o777, false],
])('a folder that %s', (_, changed, mode, expected) => {
  chmodSync(join(place, changed), mode);
  expect(isPrivateFolder(join(place, 'a/b'))).toBe(expected);
});

test('a folder that is absent is not private', () => {
  expect(isPrivateFolder(join(place, 'none'))).toBe(false);
});

// Only root may give folders away.
const root = needs(byRoot());
test.skipIf(root.missing)(`a folder of another user, or in one, is not private${root.note}`, () => {
  for (const name of ['a/b', 'a']) {
    chownSync(join(place, name), 12345, 0);
    expect(isPrivateFolder(join(place, 'a/b')), name).toBe(false);
    chownSync(join(place, name), 0, 0);
    expect(isPrivateFolder(join(place, 'a/b')), name).toBe(true);
  }
});
