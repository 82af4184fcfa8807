import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMonitor } from './monitor.ts';

// QEMU's side of the protocol: it rejects one command, and ends at another.
const folder = mkdtempSync(join(tmpdir(), 'bw-monitor-'));
const path = join(folder, 'qmp');
let server: Server;
beforeAll(async () => {
  server = createServer((socket) => {
    socket.write('{"QMP": {}}\n');
    socket.setEncoding('utf8').on('data', (text: string) => {
      const { execute } = JSON.parse(text);
      if (execute === 'quit') socket.end();
      else socket.write(execute === 'screendump' ? '{"error": {"desc": "no display"}}\n' : '{"return": {}}\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('reports boot/monitor where QEMU rejects a command, and where it ends', async () => {
  const monitor = await openMonitor(connect(path));
  expect(await monitor.execute('query-status')).toEqual({});
  await expect(monitor.execute('screendump')).rejects.toMatchObject({
    code: 'boot/monitor',
    message: 'the monitor command screendump failed: no display',
  });
  await expect(monitor.execute('quit')).rejects.toMatchObject({
    code: 'boot/monitor',
    message: 'the monitor command quit failed: QEMU has ended',
  });
});
