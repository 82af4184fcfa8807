import { read } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { TreeFile } from './network-boot-tree.ts';

/** A request that the server answered, or is answering. */
export interface ServedRequest {
  /** Only names of the tree's files; absent for any other path. */
  readonly file?: string;
  readonly status: number;
  /** Bytes of content that were sent. */
  readonly sent: number;
}

/** A server of a few files on a socket. */
export interface FileServer {
  /** The last requests, at most 100, in order. */
  requests(): readonly ServedRequest[];
  close(): Promise<void>;
}

const keptRequests = 100;
const mostConnections = 16;
const pieceLength = 256 * 1024;
/** Milliseconds in which the head of a request has to arrive. */
const patience = 30_000;

/**
 * Serves files under their names, and nothing else, on a Unix socket: GET and HEAD, whole or one range. The client may be
 * hostile: paths are compared with the names as they are, and connections, heads and their time are bounded.
 */
export function serveFiles(files: readonly TreeFile[], socket: string): Promise<FileServer> {
  const byPath = new Map(files.map((file) => [`/${file.name}`, file]));
  const requests: { file?: string; status: number; sent: number }[] = [];
  const server = createServer(
    { maxHeaderSize: 8192, headersTimeout: patience, requestTimeout: patience, keepAliveTimeout: 5000 },
    (request, response) => {
      const file = byPath.get(request.url ?? '');
      const entry = { ...(file && { file: file.name }), status: 0, sent: 0 };
      requests.push(entry);
      if (requests.length > keptRequests) requests.shift();
      answer(file, request, response, (count) => {
        entry.sent += count;
      });
      entry.status = response.statusCode;
    },
  );
  server.maxConnections = mostConnections;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, () => {
      resolve({
        requests: () => requests.map((request) => ({ ...request })),
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

function answer(
  file: TreeFile | undefined,
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  count: (bytes: number) => void,
): void {
  response.setHeader('Accept-Ranges', 'bytes');
  const status = method !== 'GET' && method !== 'HEAD' ? 405 : 404;
  if (status === 405 || file === undefined) {
    end(response, status);
    return;
  }
  const range = headers.range === undefined ? { from: 0, to: file.size - 1 } : parseRange(headers.range, file.size);
  if (range === undefined) {
    end(response, 416, `bytes */${file.size}`);
    return;
  }
  const { from, to } = range;
  response.setHeader('Content-Type', 'application/octet-stream');
  response.setHeader('Content-Length', to - from + 1);
  if (headers.range !== undefined) response.setHeader('Content-Range', `bytes ${from}-${to}/${file.size}`);
  response.statusCode = headers.range === undefined ? 200 : 206;
  if (method === 'HEAD' || to < from) {
    response.end();
    return;
  }
  pipeline(Readable.from(piecesOf(file, range, count)), response, () => undefined);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const readPiece = promisify(read);

/** The bytes of a range. A stream of Node would close the descriptor, which several requests share. */
async function* piecesOf(
  { descriptor }: TreeFile,
  { from, to }: Range,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (let at = from; at <= to; ) {
    const length = Math.min(pieceLength, to - at + 1);
    const { bytesRead, buffer } = await readPiece(descriptor, Buffer.alloc(length), 0, length, at);
    if (bytesRead === 0) throw new Error('the file became shorter');
    yield buffer.subarray(0, bytesRead);
    count(bytesRead);
    at += bytesRead;
  }
}

function end(response: ServerResponse, status: number, contentRange?: string): void {
  response.statusCode = status;
  if (contentRange !== undefined) response.setHeader('Content-Range', contentRange);
  response.setHeader('Content-Length', 0);
  response.end();
}

/** One range of bytes (RFC 9110, 14.1.2); absent where it is not one of the file. */
function parseRange(header: string, size: number): Range | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header) ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return from <= to ? { from, to } : undefined;
}
