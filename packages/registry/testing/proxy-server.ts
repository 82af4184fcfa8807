import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';

export interface RunningProxy {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** What was asked for: `CONNECT registry.example.com:443`, with the authorization that was shown. */
  readonly seen: readonly { readonly asked: string; readonly authorization?: string }[];
}

/** Runs a proxy for `use`, which connects every tunnel to one server on loopback; with `status` it rejects them all. */
export async function withProxy<T>(
  { to, status }: { readonly to: string; readonly status?: number },
  use: (proxy: RunningProxy) => Promise<T>,
): Promise<T> {
  const seen: { asked: string; authorization?: string }[] = [];
  const server = createServer((_, response) => response.writeHead(502).end());
  server.on('connect', (request, socket) => {
    const authorization = request.headers['proxy-authorization'];
    seen.push({ asked: `CONNECT ${request.url}`, ...(authorization === undefined ? {} : { authorization }) });
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const [host = '', port] = to.split(':');
    const through = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
    for (const end of [socket, through]) end.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use({ host: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
