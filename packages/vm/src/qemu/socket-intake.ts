import { createServer, type Socket } from 'node:net';
import { Fault } from '@bootwright/core';

/** A socket on which one program is awaited. */
export interface SocketIntake {
  readonly path: string;
  /** The connection of the first that comes; later ones are turned away. */
  readonly connection: Promise<Socket>;
  close(): void;
}

/** unix(7): 108 bytes with the zero at their end. */
const longestPath = 107;

function socketFault(path: string, reason: string): Fault {
  return new Fault('boot/socket', `no socket can be made at ${path}: ${reason}`, {
    hint: 'set XDG_RUNTIME_DIR to a folder with a short path that is yours alone',
  });
}

/** Waits on a socket of its own at `path`. Fault: `boot/socket`. */
export async function openIntake(path: string): Promise<SocketIntake> {
  if (Buffer.byteLength(path) > longestPath) throw socketFault(path, `its path is longer than ${longestPath} bytes`);
  let take: (socket: Socket) => void = () => undefined;
  const connection = new Promise<Socket>((resolve) => {
    take = resolve;
  });
  let socket: Socket | undefined;
  const server = createServer((found) => {
    // QEMU may go at any time.
    found.on('error', () => undefined);
    if (socket !== undefined) return void found.destroy();
    socket = found;
    take(found);
  });
  const close = () => {
    server.close();
    socket?.destroy();
  };
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(socketFault(path, cause.message)));
    server.listen(path, () => resolve({ path, connection, close }));
  });
}
