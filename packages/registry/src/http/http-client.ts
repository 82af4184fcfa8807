import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { defined } from '@bootwright/core';
import { ConnectionPool } from './connection-pool.ts';
import { debuggedRequest } from './debugged-request.ts';
import type { HttpRequest, HttpResponse } from './http-exchange.ts';
import { NetworkError, networkError } from './network-error.ts';
import { WaitingTime } from './waiting-time.ts';

export interface HttpClientOptions {
  readonly tlsVerify: boolean;
  /** For a connection and the beginning of a response, and for each further piece of it. */
  readonly silenceMilliseconds: number;
  /** For all requests together; by default `defaultWaitingLimits`. */
  readonly waiting?: WaitingTime;
  readonly signal?: AbortSignal;
  /** Names proxies and trusted certificates; by default none. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Sends requests over HTTP and HTTPS: follows no redirect, retries nothing, and sends only what the request has. Throws
 * `NetworkError`, or the signal's reason. `close` ends all connections.
 *
 * On `node:http` and not on undici, which was tried (docs/decisions/0020-http-by-node.md): it passes the same tests with
 * twelve lines less here, but needs a connector of our own for the address that answered and to end connections that are
 * being made, takes 40 % more processor time for a body over HTTP, and makes the command 520 KB larger.
 */
export class HttpClient {
  readonly waiting: WaitingTime;
  private readonly options: HttpClientOptions;
  private readonly connections: ConnectionPool;

  constructor(options: HttpClientOptions) {
    this.options = options;
    this.waiting = options.waiting ?? new WaitingTime();
    this.connections = new ConnectionPool({ environment: {}, ...options });
  }

  request(request: HttpRequest): Promise<HttpResponse> {
    return debuggedRequest(request, (debugged) => this.send(debugged));
  }

  private async send({ url, headers, form, reach = 'any', signal: own }: HttpRequest): Promise<HttpResponse> {
    const signal = anySignal(this.options.signal, own);
    signal?.throwIfAborted();
    const { agent, lookup, secure, proxy } = await this.connections.to(url, reach);
    signal?.throwIfAborted();
    const exchange: Exchange = {
      server: proxy === undefined ? url.host : `${url.host} (through the proxy ${proxy})`,
      ...defined({ signal }),
    };
    const body = form?.toString();
    // Spelled out, so that a user and password in the URL are never sent.
    const request = (secure === undefined ? requestHttp : requestHttps)({
      agent,
      ...secure,
      ...defined({ lookup, signal }),
      hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port,
      path: `${url.pathname}${url.search}`,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'user-agent': 'bootwright',
        // Ranges and digests are about the bytes as they are stored.
        'accept-encoding': 'identity',
        ...(body === undefined ? {} : formHeaders(body)),
        ...headers,
      },
    });
    const message = await this.wait(exchange, request, responseTo(request, body, exchange.server));
    const { remoteAddress: address } = message.socket;
    return {
      url,
      ...defined({ address: proxy === undefined ? address : undefined }),
      status: message.statusCode ?? 0,
      headers: message.headers,
      body: () => this.bodyOf(message, exchange),
      drop: () => drop(message),
    };
  }

  close(): void {
    this.connections.close();
  }

  private async *bodyOf(message: IncomingMessage, exchange: Exchange): AsyncGenerator<Uint8Array, void, void> {
    const pieces: AsyncIterator<unknown> = message[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { value } = await this.wait(exchange, message, pieces.next());
        if (!(value instanceof Uint8Array)) return;
        yield value;
      }
    } finally {
      if (!message.complete) message.destroy();
    }
  }

  /**
   * What comes in time; `stream` is destroyed where it does not. Time counts only while someone waits: a slow reader is not
   * a silent server.
   */
  private async wait<T extends IncomingMessage | IteratorResult<unknown>>(
    { server, signal }: Exchange,
    stream: IncomingMessage | ClientRequest,
    expected: Promise<T>,
  ): Promise<T> {
    const { silenceMilliseconds } = this.options;
    const { left } = this.waiting;
    const begun = performance.now();
    const late = () =>
      left < silenceMilliseconds
        ? new NetworkError('slow', 'it sends too little for the time that it takes', server)
        : new NetworkError('broken', `no data for ${silenceMilliseconds / 1000} s`, server);
    const timer = setTimeout(() => stream.destroy(late()), Math.min(left, silenceMilliseconds));
    let bytes = 0;
    try {
      const come = await expected;
      if ('value' in come && come.value instanceof Uint8Array) bytes = come.value.length;
      return come;
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : networkError(error, server);
    } finally {
      clearTimeout(timer);
      this.waiting.waited(performance.now() - begun, bytes);
    }
  }
}

/** A request and its response, for messages, and what ends both. */
interface Exchange {
  readonly server: string;
  readonly signal?: AbortSignal;
}

/** Sends a request, and gives the beginning of its response. */
function responseTo(request: ClientRequest, body: string | undefined, server: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // What else a proxy answers would be taken for the registry's response.
    request.on('proxyConnect', ({ statusCode }: { readonly statusCode?: number }) => {
      if (statusCode !== 200) request.destroy(new NetworkError('proxy', String(statusCode), server));
    });
    request.on('response', (message) => {
      // Until someone reads it, a response that breaks must not end the process.
      message.on('error', () => {});
      resolve(message);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** A signal that ends as soon as one of two does. */
export function anySignal(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other;
  return AbortSignal.any([one, other]);
}

/** Bodies up to so many bytes are read and dropped, which leaves their connection to the next request. */
const cheapBody = 16 * 1024;

function drop(message: IncomingMessage): void {
  if (message.complete || Number(message.headers['content-length']) <= cheapBody) message.resume();
  else message.destroy();
}

function formHeaders(body: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': `${Buffer.byteLength(body)}`,
  };
}

/**
 * The body of a response that must be small; `undefined` where it is longer than `most` bytes. Throws `NetworkError`
 * where it breaks.
 */
export async function readSmallBody(response: HttpResponse, most: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body()) {
    length += piece.length;
    if (length > most) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
