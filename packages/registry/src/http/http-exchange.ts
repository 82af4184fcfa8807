import type { IncomingHttpHeaders } from 'node:http';
import type { Reach } from './lookup.ts';

export interface HttpRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** A form to send with POST; without it the request is a GET. */
  readonly form?: URLSearchParams;
  /** Which addresses may be connected to; by default any. */
  readonly reach?: Reach;
  /** Ends this request alone. */
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly url: URL;
  /** The address that answered; absent behind a proxy. */
  readonly address?: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body, once. Throws `NetworkError` where it breaks. */
  readonly body: () => AsyncGenerator<Uint8Array, void, void>;
  /** Ends a response whose body is not read. */
  readonly drop: () => void;
}
