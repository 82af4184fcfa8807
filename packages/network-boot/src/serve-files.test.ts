import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytes } from '@bootwright/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FileServer, serveFiles } from './serve-files.ts';

// Paths of sockets are short, wherever temporary files are.
const home = mkdtempSync(join(tmpdir().length > 60 ? '/tmp' : tmpdir(), 'bw-serve-'));
const socket = join(home, 'http');
let server: FileServer;
let descriptor = 0;
beforeAll(async () => {
  writeFileSync(join(home, 'rootfs.img'), '0123456789');
  writeFileSync(join(home, 'secret'), 'secret');
  descriptor = openSync(join(home, 'rootfs.img'), 'r');
  server = await serveFiles([{ name: 'rootfs.img', descriptor, size: bytes(10) }], socket);
});
afterAll(async () => {
  await server.close();
  closeSync(descriptor);
  rmSync(home, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
  readonly range?: string;
}

function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath: socket, path, headers, method, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      const range = response.headers['content-range'];
      response.on('end', () => resolve({ status: response.statusCode, text, ...(range !== undefined && { range }) }));
    });
    asked.on('error', reject).end();
  });
}

test.each([
  ['the whole file', {}, { status: 200, text: '0123456789' }],
  ['the beginning', { range: 'bytes=0-2' }, { status: 206, text: '012', range: 'bytes 0-2/10' }],
  ['from a place on', { range: 'bytes=7-' }, { status: 206, text: '789', range: 'bytes 7-9/10' }],
  ['the end', { range: 'bytes=-2' }, { status: 206, text: '89', range: 'bytes 8-9/10' }],
  ['more than there is', { range: 'bytes=8-99' }, { status: 206, text: '89', range: 'bytes 8-9/10' }],
  ['behind the end', { range: 'bytes=10-' }, { status: 416, text: '', range: 'bytes */10' }],
  ['backwards', { range: 'bytes=5-2' }, { status: 416, text: '', range: 'bytes */10' }],
  ['several ranges', { range: 'bytes=0-1,4-5' }, { status: 416, text: '', range: 'bytes */10' }],
])('serves %s', async (_, headers, expected) => {
  expect(await ask('/rootfs.img', headers)).toEqual(expected);
});

test.each([
  ['/', 'GET', 404],
  ['/secret', 'GET', 404],
  ['/../secret', 'GET', 404],
  ['/%2e%2e/secret', 'GET', 404],
  ['/rootfs.img?x', 'GET', 404],
  ['//rootfs.img', 'GET', 404],
  ['/rootfs.img/', 'GET', 404],
  ['/rootfs.img', 'PUT', 405],
  ['/rootfs.img', 'DELETE', 405],
])('%s by %s is not served', async (path, method, status) => {
  expect(await ask(path, {}, method)).toEqual({ status, text: '' });
});

test('tells what was loaded, without paths that a guest made up', async () => {
  await ask('/rootfs.img');
  await ask('/made/up');
  expect(server.requests().slice(-2)).toEqual([
    { file: 'rootfs.img', status: 200, sent: 10 },
    { status: 404, sent: 0 },
  ]);
  for (let count = 0; count < 120; count++) await ask('/rootfs.img', {}, 'HEAD');
  expect(server.requests()).toHaveLength(100);
});

test('a head without end is cut off', async () => {
  const answer = await new Promise<string>((resolve) => {
    let text = '';
    const client = connect(socket, () => client.write(`GET /rootfs.img HTTP/1.1\r\nx: ${'y'.repeat(20_000)}`));
    client.on('data', (piece) => {
      text += piece;
    });
    client.on('error', () => undefined).on('close', () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
});
