import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
test.runIf(process.getuid?.() === 0).each(['a', 'a/b'])(
  '%s of another user makes a/b one that is not private',
  (name) => {
    chownSync(join(place, name), 12345, 0);
    expect(isPrivateFolder(join(place, 'a/b'))).toBe(false);
  },
);
