import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeNodeProgram } from '../../../../tools/node-program.ts';
import { writeOutput } from './write-output.ts';

const place = mkdtempSync(join(tmpdir(), 'bootwright-descriptors-'));
const program = join(place, 'program.mjs');
afterAll(() => rmSync(place, { recursive: true }));

/** Writes its second argument to each path, and prints what came of it; a file of its own is open under OWN. */
const source = `
import { openSync } from 'node:fs';
import { writeOutput } from './write-output.ts';
const [text, ...paths] = process.argv.slice(2);
const own = openSync(${JSON.stringify(join(place, 'own'))}, 'w');
const said = {};
for (const path of paths) {
  const named = path.replace('OWN', own).replace('PID', process.pid);
  said[path] = await writeOutput(named, text).then(() => 'written', (error) => error.code);
}
process.stdout.write(JSON.stringify(said));
`;
beforeAll(() => writeNodeProgram(program, source, import.meta.dirname));

/** What the program says, started with a file for appending as descriptor 5, and one for reading as descriptor 6. */
function write(text: string, paths: readonly string[]) {
  const [given, forReading] = [openSync(join(place, 'given'), 'a'), openSync(program, 'r')];
  try {
    const ignored = ['ignore', 'ignore'] as const;
    const { stdout, status } = spawnSync(process.execPath, [program, text, ...paths], {
      stdio: ['ignore', 'pipe', 'inherit', ...ignored, given, forReading],
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    return JSON.parse(stdout);
  } finally {
    closeSync(given);
    closeSync(forReading);
  }
}

const names = ['/dev/fd/N', '/dev/../dev/fd//N', '/proc/self/fd/N', '/proc/PID/fd/N', '/proc/thread-self/fd/N'];

test.each(names)('a descriptor given by whoever started the process is written to by its name %s', (name) => {
  rmSync(join(place, 'given'), { force: true });
  const path = name.replace('N', '5');
  expect(write('text ', [path])).toEqual({ [path]: 'written' });
  expect(write('more', [path])).toEqual({ [path]: 'written' });
  expect(readFileSync(join(place, 'given'), 'utf8')).toBe('text more');
});

test('no other descriptor is written to: of Node, opened since, open for reading alone, or not open', () => {
  const others = [...Array(60).keys()].filter((number) => number > 5 || number === 3 || number === 4);
  const paths = ['/dev/fd/OWN', ...others.map((number) => `/dev/fd/${number}`)];
  expect(write('x', paths)).toEqual(Object.fromEntries(paths.map((path) => [path, 'EBADF'])));
  expect(readFileSync(join(place, 'own'), 'utf8')).toBe('');
});

test('a folder that links lead to is known by what it is', () => {
  symlinkSync('/dev/fd', join(place, 'link'));
  const paths = [join(place, 'link/5'), join(place, 'link/3')];
  expect(write('x', paths)).toEqual({ [paths[0] ?? '']: 'written', [paths[1] ?? '']: 'EBADF' });
});

test('a descriptor of another process is neither written to nor taken for that of the same number here', async () => {
  const file = join(place, 'others');
  const descriptor = openSync(file, 'w');
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)'], {
    stdio: ['ignore', 'ignore', 'ignore', 'ignore', 'ignore', descriptor],
  });
  closeSync(descriptor);
  try {
    rmSync(join(place, 'given'), { force: true });
    const path = `/proc/${other.pid}/fd/5`;
    expect(write('x', [path])).toEqual({ [path]: 'EBADF' });
    await expect(writeOutput(path, 'x')).rejects.toMatchObject({ code: 'EBADF' });
    expect([readFileSync(file, 'utf8'), readFileSync(join(place, 'given'), 'utf8')]).toEqual(['', '']);
  } finally {
    other.kill();
  }
});

test('a pipe to the parent process counts as given, under its own number only', () => {
  const before = readdirSync('/proc/self/fd').length;
  const { output } = spawnSync(process.execPath, [program, 'text', '/dev/fd/3'], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  expect(output).toEqual([null, '{"/dev/fd/3":"written"}', null, 'text']);
  expect(readdirSync('/proc/self/fd').length).toBe(before);
});
