import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkBudget } from '@bootwright/archive';
import { afterAll, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { walkDirectory } from './walk-directory.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-walk-'));
afterAll(() => rmSync(directory, { recursive: true }));
mkdirSync(join(directory, 'root/sub'), { recursive: true });
mkdirSync(join(directory, 'outside'));
writeFileSync(join(directory, 'outside/secret'), 'secret');
writeFileSync(join(directory, 'root/a'), 'hello', { mode: 0o640 });
linkSync(join(directory, 'root/a'), join(directory, 'root/sub/b'));
symlinkSync('../outside', join(directory, 'root/out'));
// Of a number below zero Node makes the time of now.
utimesSync(join(directory, 'root/a'), new Date(-2500), new Date(-2500));

const textOf = (portions: Iterable<Uint8Array>) =>
  Buffer.concat([...portions].map((bytes) => Buffer.from(bytes))).toString();
/** All entries, with the text of each file, which can be read only when it is its turn. */
function walked(root: string) {
  const entries = [];
  for (const entry of walkDirectory(join(directory, root), new WorkBudget())) {
    entries.push({ ...entry, text: entry.kind === 'file' ? textOf(entry.content()) : '' });
  }
  return entries;
}

test('lists a directory before what is in it, and links as such', () => {
  const entries = walked('root').sort((one, other) => (one.path < other.path ? -1 : 1));
  expect(entries.map(({ path, kind, target }) => [path, kind, target])).toEqual([
    ['', 'directory', ''],
    ['a', 'file', ''],
    ['out', 'link', '../outside'],
    ['sub', 'directory', ''],
    ['sub/b', 'file', ''],
  ]);
  const [, a, , , b] = entries;
  expect({ mode: a?.mode, seconds: a?.seconds, nanoseconds: a?.nanoseconds, size: a?.size }).toEqual({
    mode: 0o640,
    seconds: -3,
    nanoseconds: 500_000_000,
    size: 5,
  });
  expect(a?.text).toBe('hello');
  expect(b?.identity).toBe(a?.identity);
});

const fifo = needs(program('mkfifo'));
test.skipIf(fifo.missing)(`a FIFO is listed and never opened${fifo.note}`, () => {
  mkdirSync(join(directory, 'special'));
  execFileSync('mkfifo', [join(directory, 'special/pipe')]);
  expect(walked('special').map(({ path, kind }) => [path, kind])).toEqual([
    ['', 'directory'],
    ['pipe', 'FIFO'],
  ]);
});

test('a file in the place of a directory is a fault', () => {
  expect(outcomeOf(() => walked('root/a'))).toMatchObject({ fault: 'inspect/root' });
});
