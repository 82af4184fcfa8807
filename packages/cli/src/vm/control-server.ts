import { createServer, type Socket } from 'node:net';
import { Fault, numberOf, objectOf, parsedJson } from '@bootwright/core';
import type { Machine } from '@bootwright/vm';

/** More than any request; who sends more is not listened to. */
const longestRequest = 4096;

/**
 * Serves other processes of this user at the socket `path`, in a folder that nobody else can enter, until the function that
 * it gives is called. A request is a line of JSON, and so is the answer: `{"action":"stop","grace":MILLISECONDS}`,
 * `{"action":"console"}`, `{"action":"screenshot"}`. Fault: `vm/folder`.
 */
export function serveControl(
  path: string,
  machine: Machine,
  asked: (graceMilliseconds: number) => void,
): Promise<() => void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      const end = text.indexOf('\n');
      if (end === -1) {
        if (text.length > longestRequest) socket.destroy();
        return;
      }
      socket.removeAllListeners('data').resume();
      void answer(text.slice(0, end), machine, asked).then((value) => socket.end(`${JSON.stringify(value)}\n`));
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const hint = 'set XDG_RUNTIME_DIR to a private folder with a short path';
      reject(new Fault('vm/folder', `cannot listen on ${path}: ${cause.message}`, { at: { file: path }, hint, cause }));
    });
    server.listen(path, () =>
      resolve(() => {
        server.close();
        for (const socket of sockets) socket.destroy();
      }),
    );
  });
}

async function answer(line: string, machine: Machine, asked: (graceMilliseconds: number) => void): Promise<object> {
  const { action, grace } = objectOf(parsedJson(line));
  switch (action) {
    case 'stop':
      asked(numberOf(grace) ?? 0);
      return { ok: true };
    case 'console':
      return { ok: true, lines: machine.lines() };
    case 'screenshot':
      try {
        return { ok: true, png: Buffer.from(await machine.screenshot()).toString('base64') };
      } catch (error) {
        return { ok: false, reason: error instanceof Error ? error.message : String(error) };
      }
    default:
      return { ok: false, reason: 'unknown action' };
  }
}
