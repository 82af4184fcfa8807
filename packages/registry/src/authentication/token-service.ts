import { defined, Fault } from '@bootwright/core';
import { type HttpClient, readSmallBody } from '../http/http-client.ts';
import { NetworkError, networkFault } from '../http/network-error.ts';
import type { RedirectedResponse } from '../http/redirects.ts';
import { requestWithRedirects, requestWithRetries } from '../http/redirects.ts';
import { Retries } from '../http/retries.ts';
import type { RetryPolicy } from '../http/retry-policy.ts';
import type { RegistryCredentials } from './registry-credentials.ts';
import type { RegistryToken, TokenRequest } from './registry-token.ts';
import { parseTokenResponse } from './registry-token.ts';
import { isTokenHost, type TokenHosts } from './token-host.ts';

export interface TokenServiceOptions {
  readonly client: HttpClient;
  readonly policy: RetryPolicy;
  readonly signal?: AbortSignal;
  readonly allowPlain: boolean;
  readonly hosts: TokenHosts;
}

/** The client id of this program for OAuth 2. */
const clientId = 'bootwright';
const mostBytes = 1024 * 1024;

/**
 * A token for a repository (distribution's token specification): anonymous without a login, with a password by GET, with
 * an identity token by OAuth 2's refresh. Faults: `registry/token`, `registry/login` where the login is rejected.
 */
export async function fetchToken(
  options: TokenServiceOptions,
  request: TokenRequest,
  credentials: RegistryCredentials | undefined,
): Promise<RegistryToken> {
  const url = realmUrl(request.realm, options.allowPlain);
  if (!isTokenHost(url, options.hosts)) throw foreignHost(url, options.hosts);
  const retries = new Retries(options.policy, options.client.waiting, options.signal);
  const { response } = await requestWithRetries(() => requestToken(options, url, request, credentials), retries);
  if (response.status !== 200) {
    response.drop();
    throw refused(response.status, url.host, credentials !== undefined);
  }
  const body = await whole(() => readSmallBody(response, mostBytes));
  const token = parseTokenResponse(new TextDecoder().decode(body), Date.now());
  if (token !== undefined) return token;
  throw new Fault('registry/token', `the token service ${url.host} returned no token`, {
    hint: 'ask the operator of the registry, which names this service',
  });
}

function requestToken(
  { client, allowPlain }: TokenServiceOptions,
  realm: URL,
  { service, scope }: TokenRequest,
  credentials: RegistryCredentials | undefined,
): Promise<RedirectedResponse> {
  const wanted = { ...defined({ service }), scope };
  if (credentials?.kind === 'identity-token') {
    const secret = { grant_type: 'refresh_token', client_id: clientId, refresh_token: credentials.token };
    return requestWithRedirects(client, {
      url: realm,
      form: new URLSearchParams({ ...wanted, ...secret }),
      allowPlain,
    });
  }
  const url = new URL(realm);
  for (const [key, value] of Object.entries(wanted)) {
    // Each of several scopes is a parameter of its own.
    for (const part of key === 'scope' ? value.split(' ') : [value]) url.searchParams.append(key, part);
  }
  if (credentials?.kind !== 'password') return requestWithRedirects(client, { url, allowPlain });
  url.searchParams.set('account', credentials.username);
  return requestWithRedirects(client, {
    url,
    allowPlain,
    secretHeaders: { authorization: basicAuthorization(credentials) },
  });
}

/** The value of the `Authorization` header for a user and password, in UTF-8 (RFC 7617). */
export function basicAuthorization(login: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
}

function realmUrl(realm: string, allowPlain: boolean): URL {
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new Fault('registry/token', 'the registry names a token service that is not an HTTP URL', {
      hint: 'ask the operator of the registry',
    });
  }
  if (url.protocol === 'https:' || allowPlain) return url;
  throw new Fault('registry/token', `the registry names a token service over plain HTTP: ${url.host}`, {
    hint: 'logins and tokens could be intercepted; if you trust the network, use --tls-verify=false',
  });
}

function foreignHost(realm: URL, { registry }: TokenHosts): Fault {
  const message = `${registry.host} names a token service on another host, ${realm.host}, which is not trusted`;
  return new Fault('registry/token-host', message, {
    hint: `if this is right and you trust it with logins for ${registry.host}, give --token-host ${realm.host}`,
  });
}

async function whole(read: () => Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof NetworkError ? networkFault(error) : error;
  }
}

function refused(status: number, server: string, loggedIn: boolean): Fault {
  if (!loggedIn) {
    return new Fault('registry/token', `the token service ${server} returned no token without a login (${status})`, {
      hint: 'check the name of the image, or log in: podman login REGISTRY',
    });
  }
  return new Fault('registry/login', `the token service ${server} rejected the login (${status})`, {
    hint: 'log in again: podman login REGISTRY; or log out to read without a login: podman logout REGISTRY',
  });
}
