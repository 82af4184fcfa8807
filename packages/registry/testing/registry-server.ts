import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { ServerOptions as SecureServerOptions } from 'node:https';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What a registry has in one repository. */
export interface RegistryContent {
  readonly blob: (digest: string) => Uint8Array | undefined;
  /** By tag or digest. */
  readonly manifest: (reference: string) => { readonly mediaType: string; readonly bytes: Uint8Array } | undefined;
}

/** One request as it came. */
export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What goes wrong with one request. */
export type Failure =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The connection is torn after so many bytes of the body. */
  | { readonly kind: 'break'; readonly after: number }
  /** The response ends as if it were whole, after so many bytes of the body. */
  | { readonly kind: 'short'; readonly after: number }
  /** Other bytes of the same length. */
  | { readonly kind: 'corrupt' }
  /** Bytes follow that do not belong there. */
  | { readonly kind: 'long' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** The whole body, though a range was asked for. */
  | { readonly kind: 'no-range' }
  /** No response at all, or none after the first bytes of the body. */
  | { readonly kind: 'silence'; readonly after?: number }
  /** One byte after the other, with so many milliseconds between them. */
  | { readonly kind: 'trickle'; readonly milliseconds: number };

export type RegistryAuth =
  | { readonly kind: 'basic'; readonly login: string }
  | {
      readonly kind: 'bearer';
      /** `USER:PASSWORD`; without it anyone gets a token. */
      readonly login?: string;
      readonly identityToken?: string;
      /** How many requests one token serves. */
      readonly uses?: number;
      readonly realm?: string;
    };

export interface RegistrySettings {
  readonly repository: string;
  readonly auth?: RegistryAuth;
  readonly tls?: SecureServerOptions;
  /** Asked for each request below `/v2/` that was let in; `count` is how often the same path was asked before. */
  readonly failure?: (request: SeenRequest, count: number) => Failure | undefined;
}

export interface RunningRegistry {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  readonly requests: readonly SeenRequest[];
}

/** Runs a registry on loopback for `use`; afterwards it is closed, and a connection that was left open is an error. */
export async function withRegistry<T>(
  content: RegistryContent,
  settings: RegistrySettings,
  use: (registry: RunningRegistry) => Promise<T>,
): Promise<T> {
  const requests: SeenRequest[] = [];
  const counts = new Map<string, number>();
  const tokens = new Map<string, number>();
  const connections = new Set<unknown>();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const seen = await seenRequest(request);
    requests.push(seen);
    respond(seen, response, { content, settings, counts, tokens });
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch(() => response.destroy());
  };
  const server: Server =
    settings.tls === undefined ? createServer(listener) : createSecureServer(settings.tls, listener);
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const result = await use({ host: `127.0.0.1:${portOf(server.address())}`, requests });
    // The other side's closing takes a moment to be seen here.
    for (let wait = 0; connections.size > 0 && wait < 100; wait++) await new Promise((done) => setTimeout(done, 5));
    if (connections.size > 0) throw new Error(`${connections.size} connections were left open`);
    return result;
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function seenRequest(request: IncomingMessage): Promise<SeenRequest> {
  const pieces: Uint8Array[] = [];
  for await (const piece of request) pieces.push(piece);
  const headers = Object.entries(request.headers).map(([key, value]) => [key, `${value}`] as const);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: Object.fromEntries(headers),
    body: Buffer.concat(pieces).toString(),
  };
}

interface State {
  readonly content: RegistryContent;
  readonly settings: RegistrySettings;
  readonly counts: Map<string, number>;
  /** How often each token may still be used. */
  readonly tokens: Map<string, number>;
}

function respond(request: SeenRequest, response: ServerResponse, state: State): void {
  const { settings, content } = state;
  if (request.path.startsWith('/token')) {
    answerToken(request, response, state);
    return;
  }
  const challenge = challengeFor(request, state);
  if (challenge !== undefined) {
    // Such a server repeats what it was sent, which must never be shown to anyone.
    const said = { code: 'UNAUTHORIZED', message: request.headers.authorization ?? '' };
    response.writeHead(401, { 'www-authenticate': challenge }).end(JSON.stringify({ errors: [said] }));
    return;
  }
  if (request.path === '/v2/') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    return;
  }
  const count = state.counts.get(request.path) ?? 0;
  state.counts.set(request.path, count + 1);
  const failure = settings.failure?.(request, count);
  const [, kind, reference] = /^\/v2\/.+\/(manifests|blobs)\/([^/?]+)(?:\?.*)?$/.exec(request.path) ?? [];
  const manifest = kind === 'manifests' ? content.manifest(reference ?? '') : undefined;
  const bytes = kind === 'blobs' ? content.blob(reference ?? '') : manifest?.bytes;
  const known = request.path.startsWith(`/v2/${settings.repository}/`);
  if (failure?.kind === 'status') {
    response.writeHead(failure.status, failure.headers).end(failure.body ?? '');
  } else if (failure?.kind === 'redirect') {
    response.writeHead(307, { location: failure.to }).end();
  } else if (bytes === undefined || !known) {
    const code = known ? (kind === 'blobs' ? 'BLOB_UNKNOWN' : 'MANIFEST_UNKNOWN') : 'NAME_UNKNOWN';
    response.writeHead(404).end(JSON.stringify({ errors: [{ code, message: request.headers.authorization ?? '' }] }));
  } else if (failure?.kind !== 'silence' || failure.after !== undefined) {
    answerBytes(request, response, { bytes, mediaType: manifest?.mediaType ?? 'application/octet-stream', failure });
  }
}

interface Stored {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly failure: Failure | undefined;
}

function answerBytes(request: SeenRequest, response: ServerResponse, { bytes, mediaType, failure }: Stored): void {
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  const start = asked === undefined || failure?.kind === 'no-range' ? 0 : Number(asked);
  const body = Buffer.from(bytes.subarray(start));
  if (failure?.kind === 'corrupt') for (let at = 0; at < body.length; at += 100) body[at] = (body[at] ?? 0) ^ 1;
  const whole = failure?.kind === 'long' ? Buffer.concat([body, Buffer.from('more')]) : body;
  const sent = failure !== undefined && 'after' in failure ? whole.subarray(0, failure.after) : whole;
  response.writeHead(start > 0 ? 206 : 200, {
    'content-type': mediaType,
    'content-length': failure?.kind === 'short' ? sent.length : whole.length,
    ...(start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
  if (failure?.kind === 'break') response.write(sent, () => setTimeout(() => response.destroy(), 20));
  else if (failure?.kind === 'silence') response.write(sent);
  else if (failure?.kind === 'trickle') trickle(response, sent, failure.milliseconds);
  else response.end(sent);
}

function trickle(response: ServerResponse, bytes: Uint8Array, milliseconds: number): void {
  let at = 0;
  const timer = setInterval(() => response.write(bytes.subarray(at, ++at)), milliseconds);
  response.on('close', () => clearInterval(timer));
}

function challengeFor(request: SeenRequest, { settings, tokens }: State): string | undefined {
  const { auth, repository } = settings;
  const shown = request.headers.authorization ?? '';
  if (auth === undefined) return undefined;
  if (auth.kind === 'basic') {
    return shown === basic(auth.login) ? undefined : 'Basic realm="The tests\' registry", charset="UTF-8"';
  }
  const token = shown.replace(/^Bearer /, '');
  const left = tokens.get(token) ?? 0;
  if (left > 0) {
    tokens.set(token, left - 1);
    return undefined;
  }
  const own = settings.tls === undefined ? 'http' : 'https';
  const realm = auth.realm ?? `${own}://${request.headers.host}/token`;
  return `Bearer realm="${realm}",service="tests",scope="repository:${repository}:pull"`;
}

function answerToken(
  request: SeenRequest,
  response: ServerResponse,
  { settings: { auth, repository }, tokens }: State,
): void {
  const wanted = new URLSearchParams(request.method === 'POST' ? request.body : request.path.split('?')[1]);
  const shown = request.headers.authorization;
  const bearer = auth?.kind === 'bearer' ? auth : undefined;
  const known =
    bearer?.identityToken === undefined
      ? shown === (bearer?.login === undefined ? undefined : basic(bearer.login))
      : request.method === 'POST' && wanted.get('refresh_token') === bearer.identityToken;
  if (bearer === undefined || !known || wanted.get('service') !== 'tests') {
    response.writeHead(401).end(JSON.stringify({ details: shown ?? request.body }));
    return;
  }
  const token = `token-${tokens.size}-s3cret`;
  if (wanted.get('scope') === `repository:${repository}:pull`) tokens.set(token, bearer.uses ?? 1000);
  const key = request.method === 'POST' ? 'access_token' : 'token';
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ [key]: token, expires_in: 300 }));
}

function basic(login: string): string {
  return `Basic ${Buffer.from(login).toString('base64')}`;
}
