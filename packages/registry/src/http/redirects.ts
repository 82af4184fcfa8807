import { Fault } from '@bootwright/core';
import type { HttpClient } from './http-client.ts';
import type { HttpRequest, HttpResponse } from './http-exchange.ts';
import { NetworkError, networkFault } from './network-error.ts';
import { isLinkLocalHost, isPrivateAddress, isPrivateHost } from './private-address.ts';
import type { Retries } from './retries.ts';

export interface RedirectedRequest extends HttpRequest {
  /** Sent to the origin of `url` alone: a redirect away from it drops them for good. */
  readonly secretHeaders?: Readonly<Record<string, string>>;
  /** Whether anything may go over plain HTTP. */
  readonly allowPlain: boolean;
}

export interface RedirectedResponse {
  readonly response: HttpResponse;
  /** Whether the origin of the request answered, not another to which it redirected. */
  readonly own: boolean;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 10;

/**
 * Sends a request and follows redirects: none with a form, none from the internet to this machine or a private network, and
 * none to a link-local address. Faults: `registry/redirect`.
 */
export async function requestWithRedirects(
  client: Pick<HttpClient, 'request'>,
  request: RedirectedRequest,
): Promise<RedirectedResponse> {
  const { secretHeaders, allowPlain, ...plain } = request;
  let { url } = request;
  let own = true;
  let isPublic = !isPrivateHost(url.hostname);
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const headers = own ? { ...plain.headers, ...secretHeaders } : { ...plain.headers };
    const isElsewhere = url.hostname !== request.url.hostname;
    const response = await client.request({
      ...plain,
      url,
      headers,
      reach: isElsewhere ? (isPublic ? 'public' : 'not-link-local') : 'any',
    });
    if (!isElsewhere && response.address !== undefined) isPublic &&= !isPrivateAddress(response.address);
    if (!redirects.has(response.status)) return { response, own };
    response.drop();
    const next = redirectTarget(response.headers.location, url);
    if (plain.form !== undefined) throw redirectFault(url, 'a request with a login is not sent to another URL');
    if (next.protocol === 'http:' && !allowPlain) throw redirectFault(url, 'it leads over plain HTTP');
    if (isPublic && next.hostname !== request.url.hostname && isPrivateHost(next.hostname))
      throw redirectFault(url, 'it leads to a private network');
    if (next.hostname !== request.url.hostname && isLinkLocalHost(next.hostname))
      throw redirectFault(url, 'it leads to a link-local address');
    own &&= next.origin === request.url.origin;
    url = next;
  }
  throw redirectFault(request.url, `more than ${mostRedirects} redirects`);
}

function redirectTarget(location: string | undefined, from: URL): URL {
  if (location === undefined) throw redirectFault(from, 'it names no location');
  if (!URL.canParse(location, from.href)) throw redirectFault(from, 'its location is not a URL');
  const target = new URL(location, from);
  if (target.protocol === 'http:' || target.protocol === 'https:') return target;
  throw redirectFault(from, `it leads to the scheme ${target.protocol}`);
}

/** Redirect URLs often contain signatures, and are not shown. */
function redirectFault(from: URL, why: string): Fault {
  return new Fault('registry/redirect', `${from.host} sent a redirect that is not followed: ${why}`, {
    hint: 'ask the operator of the registry; --tls-verify=false follows redirects over plain HTTP',
  });
}

/**
 * The response of `send`, which is called again after a pause where the connection broke or the server is busy (408, 429,
 * 5xx); the last response once retries are used up. Faults: those of `networkFault`.
 */
export async function requestWithRetries<T extends RedirectedResponse>(
  send: () => Promise<T>,
  retries: Retries,
): Promise<T> {
  for (;;) {
    try {
      const followed = await send();
      const { status, headers, drop } = followed.response;
      if (!isPassing(status) || !(await retries.pause(headers['retry-after']))) return followed;
      drop();
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      if (error.kind !== 'broken' || !(await retries.pause())) throw networkFault(error);
    }
  }
}

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}
