import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { byRoot, needs, program } from '../../../../tools/probes.mjs';
import { writeOutput } from './write-output.ts';

const fifo = needs(program('mkfifo'));
const asRoot = needs(byRoot());

let place: string;
const at = (name: string) => join(place, name);
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'bootwright-output-'));
});
afterEach(() => rmSync(place, { recursive: true }));

/** Runs with an umask, which is one of the whole process. */
async function withUmask<T>(mask: number, use: () => Promise<T>): Promise<T> {
  const before = process.umask(mask);
  try {
    return await use();
  } finally {
    process.umask(before);
  }
}

describe('a path that is not a file', () => {
  test.each(['out/', './', '/'])('%j is the path of a directory, whether it exists or not', async (path) => {
    writeFileSync(at('out'), 'kept');
    const named = path === '/' ? path : at(path);
    await expect(writeOutput(named, 'new')).rejects.toMatchObject({ code: 'EISDIR' });
    expect(readFileSync(at('out'), 'utf8')).toBe('kept');
    await expect(writeOutput(`${at('absent')}/`, 'new')).rejects.toMatchObject({ code: 'EISDIR' });
    expect(readdirSync(place)).toEqual(['out']);
  });

  test('a socket stays, as somebody listens there', async () => {
    const server = createServer().listen(at('socket'));
    await once(server, 'listening');
    await expect(writeOutput(at('socket'), 'new')).rejects.toMatchObject({ code: 'ENXIO' });
    expect(lstatSync(at('socket')).isSocket()).toBe(true);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a regular file', () => {
  test('is replaced, and nothing stays next to it', async () => {
    await writeOutput(at('out'), 'old');
    await writeOutput(at('out'), 'new');
    expect(readFileSync(at('out'), 'utf8')).toBe('new');
    expect(readdirSync(place)).toEqual(['out']);
  });

  test('is written whole, however long', async () => {
    const content = new Uint8Array(9 * 1024 * 1024).map((_, index) => index % 251);
    await writeOutput(at('out'), content);
    expect(Buffer.compare(readFileSync(at('out')), content)).toBe(0);
  });

  test.each([
    ['the permissions that the umask leaves', 0o022, 0o644],
    ['no permission to write for others where the umask takes nothing', 0, 0o644],
    ['none for others where the umask takes them', 0o077, 0o600],
  ])('gets %s', async (_, mask, mode) => {
    await withUmask(mask, () => writeOutput(at('out'), 'text'));
    expect(statSync(at('out')).mode & 0o7777).toBe(mode);
  });

  test.each([0o600, 0o640, 0o666, 0o400])('keeps the permissions %o of the one that it replaces', async (mode) => {
    writeFileSync(at('out'), 'old');
    chmodSync(at('out'), mode);
    await withUmask(0o022, () => writeOutput(at('out'), 'new'));
    expect(statSync(at('out')).mode & 0o7777).toBe(mode);
  });

  test('loses set-user-id', async () => {
    writeFileSync(at('out'), 'old');
    chmodSync(at('out'), 0o4755);
    await writeOutput(at('out'), 'new');
    expect(statSync(at('out')).mode & 0o7777).toBe(0o755);
  });

  // Only root may give files away.
  test.skipIf(asRoot.missing)(`keeps the owner of the one that it replaces${asRoot.note}`, async () => {
    writeFileSync(at('out'), 'old');
    chownSync(at('out'), 12345, 23456);
    await writeOutput(at('out'), 'new');
    expect(statSync(at('out'))).toMatchObject({ uid: 12345, gid: 23456 });
  });

  test('leaves other names of the file that it replaces as they are', async () => {
    writeFileSync(at('out'), 'old');
    linkSync(at('out'), at('other'));
    await writeOutput(at('out'), 'new');
    expect(readFileSync(at('other'), 'utf8')).toBe('old');
  });

  test('may have a name as long as names can be', async () => {
    const name = 'x'.repeat(255);
    await writeOutput(at(name), 'text');
    expect(readdirSync(place)).toEqual([name]);
  });
});

describe('a link', () => {
  test.each(['out', `.out.${process.pid}.part`, `out.${process.pid}.part`, '.out.part'])(
    'in the place of %s is not followed',
    async (name) => {
      writeFileSync(at('victim'), 'precious');
      symlinkSync(at('victim'), at(name));
      await writeOutput(at('out'), 'text');
      expect(readFileSync(at('victim'), 'utf8')).toBe('precious');
      expect(readFileSync(at('out'), 'utf8')).toBe('text');
      expect(lstatSync(at('out')).isSymbolicLink()).toBe(false);
    },
  );

  test('to a device or a FIFO is replaced, not written to', async () => {
    symlinkSync('/dev/full', at('out'));
    await writeOutput(at('out'), 'text');
    expect(readFileSync(at('out'), 'utf8')).toBe('text');
  });
});

test.each([
  ['a place below a file', 'file/below', 'ENOTDIR'],
  ['a place in a directory that is absent', 'none/out', 'ENOENT'],
  ['a directory', 'folder', 'EISDIR'],
])('rejects %s, and leaves nothing behind', async (_, path, code) => {
  writeFileSync(at('file'), '');
  mkdirSync(at('folder'));
  await expect(writeOutput(at(path), 'text')).rejects.toMatchObject({ code });
  expect(readdirSync(place, { recursive: true }).sort()).toEqual(['file', 'folder']);
});

describe('what is not a regular file', () => {
  test('gets the text and stays what it is', async () => {
    await writeOutput('/dev/null', 'text');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('reports what the system says, such as of a full disk', async () => {
    await expect(writeOutput('/dev/full', 'text')).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  test.skipIf(fifo.missing)(`waits for the reader of a FIFO, however late it comes${fifo.note}`, async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const content = 'x'.repeat(300_000);
    const written = writeOutput(at('pipe'), content);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await new Promise((resolve) => setTimeout(resolve, 100));
    clearInterval(timer);
    // The thread is free meanwhile.
    expect(ticks).toBeGreaterThan(2);
    const reader = spawn('cat', [at('pipe')], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    for await (const piece of reader.stdout) text += piece;
    await written;
    expect(text).toBe(content);
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true);
  });

  test.skipIf(fifo.missing)(`reports a reader that goes away${fifo.note}`, async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const reader = openSync(at('pipe'), constants.O_RDONLY | constants.O_NONBLOCK);
    const written = writeOutput(at('pipe'), 'x'.repeat(1_000_000));
    setTimeout(() => closeSync(reader), 20);
    await expect(written).rejects.toMatchObject({ code: 'EPIPE' });
  });
});
