import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeNodeProgram } from '../../../../tools/node-program.ts';
import { needs, program } from '../../../../tools/probes.mjs';
import { openNamedFile, readNamedFile } from './folder/read-beneath.ts';
import { openStream, readStream } from './open-stream.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'bootwright-stream-'));
});
afterEach(() => rmSync(place, { recursive: true }));

const fifos = needs(program('mkfifo'));

function makeFifo(name: string): string {
  const pipe = join(place, name);
  execFileSync('mkfifo', [pipe]);
  return pipe;
}

test('a regular file has a size and a position, also through a link that the user named', async () => {
  writeFileSync(join(place, 'file'), 'content');
  symlinkSync('file', join(place, 'link'));
  const stream = openStream(join(place, 'link'));
  const pieces: Uint8Array[] = [];
  for await (const piece of stream.bytes) pieces.push(piece);
  expect({ size: stream.size, position: stream.position(), text: Buffer.concat(pieces).toString() }).toEqual({
    size: 7,
    position: 7,
    text: 'content',
  });
  expect(Buffer.from(readNamedFile(join(place, 'link'), 7)).toString()).toBe('content');
});

test('more bytes than are read are EMSGSIZE', async () => {
  writeFileSync(join(place, 'file'), 'content');
  await expect(readStream(join(place, 'file'), 6)).rejects.toMatchObject({ code: 'EMSGSIZE' });
  expect(() => readNamedFile(join(place, 'file'), 6)).toThrow(expect.objectContaining({ code: 'EMSGSIZE' }));
});

test('an endless device ends at the bound', async () => {
  await expect(readStream('/dev/zero', 1 << 20)).rejects.toMatchObject({ code: 'EMSGSIZE' });
});

test('a directory is EISDIR, and an absent file ENOENT', () => {
  expect(() => openStream(place)).toThrow(expect.objectContaining({ code: 'EISDIR' }));
  expect(() => readNamedFile(place, 1)).toThrow(expect.objectContaining({ code: 'EISDIR' }));
  expect(() => openStream(join(place, 'none'))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});

test.skipIf(fifos.missing)(`a FIFO is waited for until somebody writes to it${fifos.note}`, async () => {
  const pipe = makeFifo('fifo');
  const reading = readStream(pipe, 100);
  // The thread is free meanwhile: otherwise it would never come to open the other end.
  const writer = openSync(pipe, constants.O_WRONLY);
  writeSync(writer, 'content');
  closeSync(writer);
  expect(Buffer.from(await reading).toString()).toBe('content');
});

test.skipIf(fifos.missing)(`a FIFO where a regular file is expected is not waited for${fifos.note}`, () => {
  const pipe = makeFifo('fifo');
  expect(() => openNamedFile(pipe)).toThrow(expect.objectContaining({ code: 'ENXIO' }));
  expect(() => openNamedFile(pipe, 'files-and-disks')).toThrow(expect.objectContaining({ code: 'ENXIO' }));
});

test.skipIf(fifos.missing)(`a process that waits for a FIFO can end${fifos.note}`, async () => {
  const pipe = makeFifo('fifo');
  const file = join(place, 'waiting.mjs');
  const code = `
    import { readStream } from './open-stream.ts';
    void readStream(${JSON.stringify(pipe)}, 100);
    setTimeout(() => process.exit(3), 200);
  `;
  await writeNodeProgram(file, code, import.meta.dirname);
  expect(spawnSync(process.execPath, [file], { timeout: 20_000 }).status).toBe(3);
});
