import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { NetworkTrouble, networkTrouble } from './network-trouble.ts';
import type { Way } from './ways.ts';
import { Ways } from './ways.ts';

export interface HttpQuestion {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** A form to send with POST; without it the question is a GET. */
  readonly form?: URLSearchParams;
  /** Ends this question alone. */
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  /** Where the answer came from. */
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body, once. Throws `NetworkTrouble` where it breaks. */
  readonly body: () => AsyncGenerator<Uint8Array, void, void>;
  /** Ends an answer whose body is not wanted. */
  readonly drop: () => void;
}

export interface HttpClientOptions {
  readonly tlsVerify: boolean;
  /** For a connection and the beginning of an answer, and for each further piece of it. */
  readonly silenceMilliseconds: number;
  readonly signal?: AbortSignal;
  /** Where proxies and trusted certificates are named; by default nowhere. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const userAgent = 'bootwright';

/**
 * Asks over HTTP and HTTPS, one question at a time: no redirect is followed, nothing is retried, and nothing is sent but
 * what the question says. Throws `NetworkTrouble`, or the signal's reason. `close` ends all connections.
 */
export class HttpClient {
  private readonly options: HttpClientOptions;
  private readonly ways: Ways;

  constructor(options: HttpClientOptions) {
    this.options = options;
    this.ways = new Ways({ environment: {}, ...options });
  }

  async ask(question: HttpQuestion): Promise<HttpAnswer> {
    const signal = endedByAny(this.options.signal, question.signal);
    signal?.throwIfAborted();
    const way = await this.ways.to(question.url);
    signal?.throwIfAborted();
    const through = way.proxy === undefined ? '' : ` (through the proxy ${way.proxy})`;
    const about: Asked = { server: `${question.url.host}${through}`, ...(signal === undefined ? {} : { signal }) };
    try {
      const message = await this.send(question, { way, server: about.server }, signal);
      return {
        url: question.url,
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

  private send(
    { url, headers, form }: HttpQuestion,
    { way: { agent, secure }, server }: { readonly way: Way; readonly server: string },
    signal: AbortSignal | undefined,
  ): Promise<IncomingMessage> {
    const { silenceMilliseconds } = this.options;
    const body = form?.toString();
    return new Promise((resolve, reject) => {
      // Spelled out, so that a user and password in the URL are never sent.
      const request = (secure === undefined ? requestHttp : requestHttps)({
        agent,
        ...secure,
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
        ...(signal === undefined ? {} : { signal }),
      });
      const timer = setTimeout(() => request.destroy(silence(silenceMilliseconds, server)), silenceMilliseconds);
      // What else a proxy answers would be taken for the registry's word.
      request.on('proxyConnect', ({ statusCode }: { readonly statusCode?: number }) => {
        if (statusCode !== 200) request.destroy(new NetworkTrouble('proxy', String(statusCode), server));
      });
      request.on('response', (message) => {
        clearTimeout(timer);
        // Until someone reads it, an answer that breaks must not end the process.
        message.on('error', () => {});
        resolve(message);
      });
      request.on('error', (error) => {
        clearTimeout(timer);
        reject(error);
      });
      request.end(body);
    });
  }

  /** Waiting is timed only while someone waits: a slow reader is not a silent server. */
  private async *bodyOf(message: IncomingMessage, about: Asked): AsyncGenerator<Uint8Array, void, void> {
    const pieces = message[Symbol.asyncIterator]();
    const { silenceMilliseconds } = this.options;
    try {
      for (;;) {
        const timer = setTimeout(
          () => message.destroy(silence(silenceMilliseconds, about.server)),
          silenceMilliseconds,
        );
        const piece: IteratorResult<unknown> = await pieces.next().finally(() => clearTimeout(timer));
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

/** Who was asked, and what ends it. */
interface Asked {
  readonly server: string;
  readonly signal?: AbortSignal;
}

function meaning(error: unknown, { server, signal }: Asked): unknown {
  return signal?.aborted === true ? signal.reason : networkTrouble(error, server);
}

/** A signal that ends as soon as one of two does. */
export function endedByAny(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other;
  return AbortSignal.any([one, other]);
}

/** Bodies up to so many bytes are read and forgotten, which leaves their connection to the next question. */
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

function silence(milliseconds: number, server: string): NetworkTrouble {
  return new NetworkTrouble('broken', `nothing came for ${milliseconds / 1000} s`, server);
}
