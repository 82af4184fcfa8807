import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { defined } from '@bootwright/core';
import type { Connection } from './connection-pool.ts';
import { ConnectionPool } from './connection-pool.ts';
import { debuggedRequest } from './debugged-request.ts';
import { NetworkError, networkError } from './network-error.ts';
import { lookupExceptLinkLocal, publicLookup } from './public-lookup.ts';
import { WaitingTime } from './waiting-time.ts';

export interface HttpRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** A form to send with POST; without it the request is a GET. */
  readonly form?: URLSearchParams;
  /** Whether its host must not be this machine or one of a private network. */
  readonly publicOnly?: boolean;
  /** Whether to ask nobody at a link-local address. */
  readonly exceptLinkLocal?: boolean;
  /** Ends this request alone. */
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  /** Where the response came from. */
  readonly url: URL;
  /** The address that answered; absent where a proxy is between. */
  readonly address?: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body, once. Throws `NetworkError` where it breaks. */
  readonly body: () => AsyncGenerator<Uint8Array, void, void>;
  /** Ends an response whose body is not wanted. */
  readonly drop: () => void;
}

export interface HttpClientOptions {
  readonly tlsVerify: boolean;
  /** For a connection and the beginning of an response, and for each further piece of it. */
  readonly silenceMilliseconds: number;
  /** For all that is asked together; by default `defaultWaitingLimits`. */
  readonly waiting?: WaitingTime;
  readonly signal?: AbortSignal;
  /** Where proxies and trusted certificates are named; by default nowhere. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const userAgent = 'bootwright';

/**
 * Asks over HTTP and HTTPS, one request at a time: no redirect is followed, nothing is retried, and nothing is sent but
 * what the request says. Throws `NetworkError`, or the signal's reason. `close` ends all connections.
 */
export class HttpClient {
  readonly waiting: WaitingTime;
  private readonly options: HttpClientOptions;
  private readonly ways: ConnectionPool;

  constructor(options: HttpClientOptions) {
    this.options = options;
    this.waiting = options.waiting ?? new WaitingTime();
    this.ways = new ConnectionPool({ environment: {}, ...options });
  }

  request(request: HttpRequest): Promise<HttpResponse> {
    return debuggedRequest(request, (asked) => this.exchange(asked));
  }

  private async exchange(request: HttpRequest): Promise<HttpResponse> {
    const signal = anySignal(this.options.signal, request.signal);
    signal?.throwIfAborted();
    const way = await this.ways.to(request.url);
    signal?.throwIfAborted();
    const through = way.proxy === undefined ? '' : ` (through the proxy ${way.proxy})`;
    const about: Asked = { server: `${request.url.host}${through}`, ...defined({ signal }) };
    try {
      const message = await this.send(request, { way, server: about.server }, signal);
      return {
        url: request.url,
        ...(way.proxy === undefined && message.socket.remoteAddress !== undefined
          ? { address: message.socket.remoteAddress }
          : {}),
        status: message.statusCode ?? 0,
        headers: message.headers,
        body: () => this.bodyOf(message, about),
        drop: () => drop(message),
      };
    } catch (error) {
      throw meaning(error, about);
    }
  }

  close(): void {
    this.ways.close();
  }

  /** Calls `give` with what is wrong where nothing comes in time. */
  private beginWait(server: string, give: (trouble: NetworkError) => void): Wait {
    const { silenceMilliseconds } = this.options;
    const { left } = this.waiting;
    const begun = performance.now();
    const late = () =>
      left < silenceMilliseconds
        ? new NetworkError('slow', 'it gives too little for the time that it takes', server)
        : silence(silenceMilliseconds, server);
    const timer = setTimeout(() => give(late()), Math.min(left, silenceMilliseconds));
    return {
      end: (bytes) => {
        clearTimeout(timer);
        this.waiting.waited(performance.now() - begun, bytes);
      },
    };
  }

  private send(
    { url, headers, form, publicOnly, exceptLinkLocal }: HttpRequest,
    { way: { agent, secure }, server }: { readonly way: Connection; readonly server: string },
    signal: AbortSignal | undefined,
  ): Promise<IncomingMessage> {
    const body = form?.toString();
    return new Promise((resolve, reject) => {
      // Spelled out, so that a user and password in the URL are never sent.
      const request = (secure === undefined ? requestHttp : requestHttps)({
        agent,
        ...secure,
        ...(publicOnly === true
          ? { lookup: publicLookup }
          : exceptLinkLocal === true
            ? { lookup: lookupExceptLinkLocal }
            : {}),
        hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: url.port,
        path: `${url.pathname}${url.search}`,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          'user-agent': userAgent,
          // Ranges and digests are about the bytes as they are stored.
          'accept-encoding': 'identity',
          ...(body === undefined ? {} : formHeaders(body)),
          ...headers,
        },
        ...defined({ signal }),
      });
      const wait = this.beginWait(server, (trouble) => request.destroy(trouble));
      // What else a proxy answers would be taken for the registry's word.
      request.on('proxyConnect', ({ statusCode }: { readonly statusCode?: number }) => {
        if (statusCode !== 200) request.destroy(new NetworkError('proxy', String(statusCode), server));
      });
      request.on('response', (message) => {
        wait.end();
        // Until someone reads it, an response that breaks must not end the process.
        message.on('error', () => {});
        resolve(message);
      });
      request.on('error', (error) => {
        wait.end();
        reject(error);
      });
      request.end(body);
    });
  }

  /** Waiting is timed only while someone waits: a slow reader is not a silent server. */
  private async *bodyOf(message: IncomingMessage, about: Asked): AsyncGenerator<Uint8Array, void, void> {
    const pieces = message[Symbol.asyncIterator]();
    try {
      for (;;) {
        const wait = this.beginWait(about.server, (trouble) => message.destroy(trouble));
        let bytes = 0;
        let piece: IteratorResult<unknown>;
        try {
          piece = await pieces.next();
          if (piece.value instanceof Uint8Array) bytes = piece.value.length;
        } finally {
          wait.end(bytes);
        }
        if (piece.done === true) return;
        if (piece.value instanceof Uint8Array) yield piece.value;
      }
    } catch (error) {
      throw meaning(error, about);
    } finally {
      if (!message.complete) message.destroy();
    }
  }
}

/** What is waited for. */
interface Wait {
  /** To be called once, with the bytes that came. */
  readonly end: (bytes?: number) => void;
}

/** Who was asked, and what ends it. */
interface Asked {
  readonly server: string;
  readonly signal?: AbortSignal;
}

function meaning(error: unknown, { server, signal }: Asked): unknown {
  return signal?.aborted === true ? signal.reason : networkError(error, server);
}

/** A signal that ends as soon as one of two does. */
export function anySignal(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other;
  return AbortSignal.any([one, other]);
}

/** Bodies up to so many bytes are read and forgotten, which leaves their connection to the next request. */
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

function silence(milliseconds: number, server: string): NetworkError {
  return new NetworkError('broken', `nothing came for ${milliseconds / 1000} s`, server);
}
