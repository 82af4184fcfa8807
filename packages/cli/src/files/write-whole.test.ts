import { spawnSync } from 'node:child_process';
import { closeSync, constants, lstatSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeWhole } from './write-whole.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-write-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('a file is replaced, and nothing stays beside it', () => {
  writeWhole('out.json', 'old', { directory });
  writeWhole('out.json', 'new', { directory });
  expect(readFileSync(join(directory, 'out.json'), 'utf8')).toBe('new');
  expect(readdirSync(directory)).toEqual(['out.json']);
});

test('what is no file, as /dev/null, stays what it is and gets the text', () => {
  const pipe = join(directory, 'pipe');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  // Both ends, so that neither waits for the other.
  const reader = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    writeWhole('pipe', 'text', { directory });
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect(spawnSync('head', ['-c', '4'], { stdio: [reader, 'pipe', 'inherit'] }).stdout.toString()).toBe('text');
  } finally {
    closeSync(reader);
  }
});

test('a place below a file is a fault', () => {
  writeWhole('file', 'text', { directory });
  expect(() => writeWhole('file/below', 'text', { directory })).toThrow(
    expect.objectContaining({ code: 'file/absent', message: 'a part of the path file/below is no directory' }),
  );
});
