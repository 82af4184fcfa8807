import type { RegistryName } from '@bootwright/container-facts';
import { registryHost } from '@bootwright/container-facts';
import { defined } from '@bootwright/core';
import { parseChallenges } from '../authentication/authentication-challenge.ts';
import type { Login } from '../authentication/logins.ts';
import type { TokenRequest } from '../authentication/registry-token.ts';
import { chooseAuthentication, isSendable } from '../authentication/registry-token.ts';
import { TokenCache } from '../authentication/token-cache.ts';
import { basicAuthorization, fetchToken } from '../authentication/token-service.ts';
import type { HttpClient } from '../http/http-client.ts';
import { anySignal, readSmallBody } from '../http/http-client.ts';
import type { HttpResponse } from '../http/http-exchange.ts';
import { NetworkError } from '../http/network-error.ts';
import type { RedirectedResponse } from '../http/redirects.ts';
import { requestWithRedirects, requestWithRetries } from '../http/redirects.ts';
import { Retries } from '../http/retries.ts';
import type { RetryPolicy } from '../http/retry-policy.ts';
import type { WaitingTime } from '../http/waiting-time.ts';
import { registryErrorCodes, responseFault } from './registry-response.ts';

export interface SessionOptions {
  readonly client: HttpClient;
  readonly policy: RetryPolicy;
  readonly signal?: AbortSignal;
  /** Where false, the registry and hosts that it names may speak plain HTTP. */
  readonly tlsVerify: boolean;
  /** Hosts that may issue tokens, in addition to those of the registry. */
  readonly tokenHosts: readonly string[];
  /** Called once, when the registry requires a login. */
  readonly findLogin: () => Promise<Login | undefined>;
}

export interface RegistryRequest {
  /** Below the repository: `manifests/latest`, `blobs/sha256:…`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What it is, for messages: `the image …`. */
  readonly what: string;
  /** Statuses that the caller handles. */
  readonly wanted: readonly number[];
  /** Ends this request alone. */
  readonly signal?: AbortSignal;
}

/** A response, and the header that was sent for it. */
interface AuthorizedResponse extends RedirectedResponse {
  readonly authorization: string | undefined;
}

/** The kind of login that was last sent. */
type Shown =
  | { readonly kind: 'basic' | 'registry-token' }
  | { readonly kind: 'bearer'; readonly request: TokenRequest };

const mostErrorBytes = 64 * 1024;

/**
 * Requests to one repository of a registry (OCI distribution specification), with logins, tokens and their renewal,
 * redirects, retries, and plain HTTP where it is allowed and HTTPS fails.
 */
export class RegistrySession {
  private readonly name: RegistryName;
  private readonly options: SessionOptions;
  private readonly tokens: TokenCache;
  private base: URL;
  /** Whether `base` has responded; before, its protocol is a guess. */
  private answered = false;
  private login: Promise<Login | undefined> | undefined;
  private shown: Shown | undefined;

  constructor(name: RegistryName, options: SessionOptions) {
    this.name = name;
    this.options = options;
    this.base = new URL(`https://${registryHost(name.registry)}/`);
    const { tlsVerify, tokenHosts: named, ...rest } = options;
    this.tokens = new TokenCache(async (request) => {
      const hosts = { registry: this.base, tlsVerify, named };
      return fetchToken({ ...rest, allowPlain: !tlsVerify, hosts }, request, (await this.login)?.credentials);
    });
  }

  get waiting(): WaitingTime {
    return this.options.client.waiting;
  }

  /** The response, with one of the wanted statuses. Faults: those of `responseFault`, `networkFault` and `fetchToken`. */
  async request(request: RegistryRequest): Promise<HttpResponse> {
    const retries = new Retries(this.options.policy, this.waiting, anySignal(this.options.signal, request.signal));
    let followed = await requestWithRetries(() => this.requestOnce(request), retries);
    if (followed.response.status === 401 && followed.own && (await this.authenticate(followed))) {
      followed.response.drop();
      followed = await requestWithRetries(() => this.requestOnce(request), retries);
    }
    const { response } = followed;
    if (request.wanted.includes(response.status)) return response;
    const loginFrom = this.shown === undefined ? undefined : (await this.login)?.from;
    throw responseFault({
      status: response.status,
      server: response.url.host,
      what: request.what,
      codes: await errorCodes(response),
      registry: this.name.registry,
      ...defined({ loginFrom }),
    });
  }

  private async requestOnce(request: RegistryRequest): Promise<AuthorizedResponse> {
    try {
      return await this.requestFromBase(request);
    } catch (error) {
      const guessedWrong = !this.answered && !this.options.tlsVerify && this.base.protocol === 'https:';
      if (!guessedWrong || !(error instanceof NetworkError) || error.kind === 'unknown-host') throw error;
      this.base = new URL(`http://${this.base.host}/`);
      return await this.requestFromBase(request);
    }
  }

  private async requestFromBase({ path, headers, signal }: RegistryRequest): Promise<AuthorizedResponse> {
    const authorization = await this.authorization();
    const followed = await requestWithRedirects(this.options.client, {
      url: new URL(`/v2/${this.name.repository}/${path}`, this.base),
      headers: { ...headers },
      secretHeaders: authorization === undefined ? {} : { authorization },
      allowPlain: !this.options.tlsVerify,
      ...defined({ signal }),
    });
    this.answered = true;
    return { ...followed, authorization };
  }

  /** Whether there is a login that was not sent yet, or a token to renew. */
  private async authenticate({ response, authorization }: AuthorizedResponse): Promise<boolean> {
    const challenges = parseChallenges(response.headers['www-authenticate'] ?? '');
    const wanted = chooseAuthentication(challenges, this.name.repository);
    if (wanted === undefined) return false;
    this.login ??= this.options.findLogin();
    const credentials = (await this.login)?.credentials;
    if (wanted.kind === 'bearer' && credentials?.kind !== 'registry-token') {
      if (authorization !== undefined) this.tokens.forget(wanted.request, authorization.replace(/^Bearer /, ''));
      this.shown = wanted;
      return true;
    }
    const kind = wanted.kind === 'basic' ? 'basic' : 'registry-token';
    if (credentials?.kind !== (kind === 'basic' ? 'password' : kind) || this.shown?.kind === kind) return false;
    this.shown = { kind };
    return true;
  }

  private async authorization(): Promise<string | undefined> {
    if (this.shown === undefined) return undefined;
    const credentials = (await this.login)?.credentials;
    if (this.shown.kind === 'bearer') return `Bearer ${await this.tokens.token(this.shown.request)}`;
    if (credentials?.kind === 'password') return basicAuthorization(credentials);
    return credentials?.kind === 'registry-token' && isSendable(credentials.token)
      ? `Bearer ${credentials.token}`
      : undefined;
  }
}

/** None where the body is too long or breaks: they only add detail to the status. */
async function errorCodes(response: HttpResponse): Promise<readonly string[]> {
  try {
    const body = await readSmallBody(response, mostErrorBytes);
    return body === undefined ? [] : registryErrorCodes(new TextDecoder().decode(body));
  } catch (error) {
    if (error instanceof NetworkError) return [];
    throw error;
  }
}
