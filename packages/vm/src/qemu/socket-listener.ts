import { createServer, type Socket } from 'node:net';
import { Fault } from '@bootwright/core';

/** A socket that accepts one connection. */
export interface SocketListener {
  readonly path: string;
  /** The first connection; later ones are closed. */
  readonly connection: Promise<Socket>;
  close(): void;
}

/** unix(7): 108 bytes including the terminating zero. */
const longestPath = 107;

function socketFault(path: string, reason: string): Fault {
  return new Fault('boot/socket', `cannot create the socket ${path}: ${reason}`, {
    hint: 'set XDG_RUNTIME_DIR to a private folder with a short path',
  });
}

/** Listens on a socket at `path`. Fault: `boot/socket`. */
export async function listenOnSocket(path: string): Promise<SocketListener> {
  if (Buffer.byteLength(path) > longestPath) throw socketFault(path, `its path is longer than ${longestPath} bytes`);
  let take: (socket: Socket) => void = () => undefined;
  const connection = new Promise<Socket>((resolve) => {
    take = resolve;
  });
  let socket: Socket | undefined;
  const server = createServer((found) => {
    // QEMU may end at any time.
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
