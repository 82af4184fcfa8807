// How long a machine takes to its first line, bare and through `boot`: medians of alternating runs, in milliseconds.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boot, type MachinePlan, until } from '@bootwright/vm';
import { qemuArguments } from '../../packages/vm/src/qemu/qemu-arguments.ts';
import { writeSerialDisk } from '../serial-disk.ts';

const runs = 9;
const home = mkdtempSync(join(tmpdir(), 'bw-bench-'));
const disk = join(home, 'disk.raw');
writeSerialDisk(disk, '\r\nfirst line\r\n', 'hang');

try {
  const times = { bare: [] as number[], boot: [] as number[], checked: [] as number[] };
  const plan = (await timeBoot('tcg')).plan;
  for (let run = 0; run < runs; run++) {
    times.bare.push(await timeBare(plan));
    times.boot.push((await timeBoot('tcg')).milliseconds);
    times.checked.push((await timeBoot('auto')).milliseconds);
  }
  console.log(JSON.stringify({ bare: median(times.bare), boot: median(times.boot), checked: median(times.checked) }));
} finally {
  rmSync(home, { recursive: true });
}

async function timeBoot(accelerator: 'tcg' | 'auto') {
  const begun = performance.now();
  await using machine = await boot(disk, { firmware: { kind: 'bios' }, accelerator });
  await machine.waitFor(until.line('first line'), { timeoutMilliseconds: 60_000 });
  return { milliseconds: performance.now() - begun, plan: machine.plan };
}

/** The same command line, with nothing but sockets at its other end. */
async function timeBare(plan: MachinePlan): Promise<number> {
  const sockets = { console: join(home, 'console'), monitor: join(home, 'monitor'), channels: [] };
  const [program = '', ...words] = qemuArguments({ ...plan, sockets });
  const begun = performance.now();
  const servers: Server[] = [];
  await listening(sockets.monitor, servers);
  const console = await listening(sockets.console, servers);
  const line = new Promise<void>((resolve) => {
    console.on('connection', (socket) => {
      let text = '';
      socket.on('data', (piece) => {
        text += piece;
        if (text.includes('first line')) resolve();
      });
    });
  });
  const child = spawn(program, words, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await Promise.race([line, ended]);
  const milliseconds = performance.now() - begun;
  child.kill('SIGKILL');
  await ended;
  for (const server of servers) server.close();
  return milliseconds;
}

async function listening(path: string, servers: Server[]): Promise<Server> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
}

function median(times: number[]): number {
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}
