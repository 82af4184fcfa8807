import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findProgram } from './program-path.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-path-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

mkdirSync(join(home, 'first/folder'), { recursive: true });
mkdirSync(join(home, 'second'));
for (const [file, mode] of [
  ['first/plain', 0o644],
  ['second/plain', 0o755],
  ['second/folder', 0o755],
] as const) {
  writeFileSync(join(home, file), '#!/bin/sh\n');
  chmodSync(join(home, file), mode);
}
const environment = { PATH: `${home}/first:${home}/second` };

test.each([
  ['the first that can be run', 'plain', `${home}/second/plain`],
  ['no folder', 'folder', `${home}/second/folder`],
  ['a path as it is', `${home}/second/plain`, `${home}/second/plain`],
  ['nothing that cannot be run', `${home}/first/plain`, undefined],
  ['nothing for a missing program', 'absent', undefined],
  ['nothing for no name', '', undefined],
])('on the PATH is found: %s', (_, program, expected) => {
  expect(findProgram(program, environment)).toBe(expected);
});
