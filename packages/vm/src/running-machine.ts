import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defined } from '@bootwright/core';
import type { Lease } from '@bootwright/process';
import { type BoundedLog, boundedLog } from './console/bounded-log.ts';
import { consoleRecord } from './console/console-record.ts';
import { journalChannel, reportChannel } from './guest/channels.ts';
import type { PlannedMachine } from './machine/plan-machine.ts';
import type { Machine, MachineEnd } from './machine.ts';
import type { Monitor } from './qemu/monitor.ts';
import { type WatchedMachine, waitFor } from './waiting/wait-for.ts';

/** How many bytes of a channel are kept. */
const channelBytes = 64 * 1024 * 1024;
/** Milliseconds between output and the check that it triggers. */
const lookInterval = 5;

/** The parts of a machine that has been started. */
export interface StartedMachine extends PlannedMachine {
  readonly lease: Lease;
  readonly monitor: Monitor;
  readonly console: Socket;
  readonly channels: readonly { readonly name: string; readonly connection: Promise<Socket> }[];
  readonly end: Promise<MachineEnd>;
  readonly swept: Machine['swept'];
  readonly onLine: (line: string) => void;
  /** Ends QEMU unconditionally. */
  kill(): void;
}

/** A machine under QEMU. */
export function runningMachine(started: StartedMachine): Machine {
  const { plan, notices, swept, end, lease, monitor, server } = started;
  const logs = new Map<string, BoundedLog>();
  const bytesOf = (channel: string): Uint8Array => logs.get(channel)?.bytes() ?? new Uint8Array();
  const seeing = new Set<(line: string) => void>();
  const looking = new Set<() => void>();
  const record = consoleRecord((line) => {
    started.onLine(line);
    for (const see of seeing) see(line);
  });
  const sshPort = plan.network.kind === 'none' ? undefined : plan.network.sshPort;
  let ended: MachineEnd | undefined;
  const watched: WatchedMachine = {
    ...{ plan, record, seeing, looking, begun: performance.now() },
    ...defined({ sshPort }),
    report: () => (logs.has(reportChannel) ? bytesOf(reportChannel) : undefined),
    end: () => ended,
  };

  let willLook = false;
  /** A console arrives byte by byte: many bytes are checked at once. */
  const changed = () => {
    if (willLook) return;
    willLook = true;
    setTimeout(() => {
      willLook = false;
      for (const look of looking) look();
    }, lookInterval);
  };
  const readFrom = (socket: Socket, add: (piece: Buffer) => void) =>
    socket.on('data', (piece: Buffer) => {
      add(piece);
      changed();
    });
  readFrom(started.console, record.add);
  for (const { name, connection } of started.channels) {
    const log = boundedLog(channelBytes);
    logs.set(name, log);
    void connection.then((socket) => readFrom(socket, log.add));
  }
  void end.then(async (how) => {
    // The last output may still be in the socket.
    await Promise.race([closed(started.console), sleep(1000)]);
    ended = how;
    changed();
    await server?.close();
  });

  const stop: Machine['stop'] = async ({ graceMilliseconds = 0 } = {}) => {
    if (graceMilliseconds > 0 && ended === undefined) {
      await monitor.execute('system_powerdown').catch(() => undefined);
      await Promise.race([end, sleep(graceMilliseconds)]);
    }
    started.kill();
    return end;
  };
  return {
    ...{ plan, notices, swept, end, stop },
    ...defined({ sshPort }),
    waitFor: (awaited, options) => waitFor(awaited, watched, options),
    verdict: record.verdict,
    findings: record.findings,
    lines: record.lines,
    consoleBytes: record.bytes,
    journalBytes: () => bytesOf(journalChannel),
    reportBytes: () => bytesOf(reportChannel),
    servedRequests: () => server?.requests() ?? [],
    type: (text) => {
      if (!started.console.destroyed) started.console.write(text);
    },
    screenshot: async () => {
      const file = join(lease.folder, 'display.png');
      await monitor.execute('screendump', { filename: file, format: 'png' });
      return readFileSync(file);
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
      await lease.release();
    },
  };
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}
