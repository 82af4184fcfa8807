import type { RegistryToken, TokenWish } from '../registry-token.ts';

interface KeptToken {
  readonly token: Promise<string>;
  /** Once it is there. */
  value?: string;
  expiresAt: number;
}

/** Tokens by where and what for they were asked. Each is asked for once, however many questions wait for it. */
export class TokenKeeper {
  private readonly fetch: (wish: TokenWish) => Promise<RegistryToken>;
  private readonly kept = new Map<string, KeptToken>();

  constructor(fetch: (wish: TokenWish) => Promise<RegistryToken>) {
    this.fetch = fetch;
  }

  /** The token that is kept and has not ended, or a new one. Throws what `fetch` throws. */
  token(wish: TokenWish): Promise<string> {
    const key = keyOf(wish);
    const kept = this.kept.get(key);
    if (kept !== undefined && kept.expiresAt > Date.now()) return kept.token;
    const fetched = this.fetch(wish);
    const fresh: KeptToken = { token: fetched.then(({ token }) => token), expiresAt: Number.POSITIVE_INFINITY };
    this.kept.set(key, fresh);
    fetched.then(
      ({ token, expiresAt }) => Object.assign(fresh, { value: token, expiresAt }),
      () => this.kept.delete(key),
    );
    return fresh.token;
  }

  /** A token that the registry does not take any more; one that has come since stays. */
  forget(wish: TokenWish, token: string): void {
    if (this.kept.get(keyOf(wish))?.value === token) this.kept.delete(keyOf(wish));
  }
}

function keyOf({ realm, service = '', scope }: TokenWish): string {
  return JSON.stringify([realm, service, scope]);
}
