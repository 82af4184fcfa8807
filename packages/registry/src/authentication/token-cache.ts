import type { RegistryToken, TokenRequest } from './registry-token.ts';

interface CachedToken {
  readonly token: Promise<string>;
  /** Once it has come. */
  value?: string;
  expiresAt: number;
}

/** Tokens by what was requested. Each is requested once, however many requests wait for it. */
export class TokenCache {
  private readonly fetch: (request: TokenRequest) => Promise<RegistryToken>;
  private readonly kept = new Map<string, CachedToken>();

  constructor(fetch: (request: TokenRequest) => Promise<RegistryToken>) {
    this.fetch = fetch;
  }

  /** The cached token if it has not expired, or a new one. Throws what `fetch` throws. */
  token(request: TokenRequest): Promise<string> {
    const key = keyOf(request);
    const kept = this.kept.get(key);
    if (kept !== undefined && kept.expiresAt > Date.now()) return kept.token;
    const fetched = this.fetch(request);
    const fresh: CachedToken = { token: fetched.then(({ token }) => token), expiresAt: Number.POSITIVE_INFINITY };
    this.kept.set(key, fresh);
    fetched.then(
      ({ token, expiresAt }) => Object.assign(fresh, { value: token, expiresAt }),
      () => this.kept.delete(key),
    );
    return fresh.token;
  }

  /** Removes a token that the registry no longer accepts; a newer one stays. */
  forget(request: TokenRequest, token: string): void {
    if (this.kept.get(keyOf(request))?.value === token) this.kept.delete(keyOf(request));
  }
}

function keyOf({ realm, service = '', scope }: TokenRequest): string {
  return JSON.stringify([realm, service, scope]);
}
