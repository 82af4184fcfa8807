import type { WaitingLimits } from './waiting-time.ts';

/** How long to wait for a server, and how often to retry. */
export interface RetryPolicy {
  /** For a connection, and for the next bytes on it. */
  readonly silenceMilliseconds: number;
  /** For all requests to one registry together; by default `defaultWaitingLimits`. */
  readonly waiting?: WaitingLimits;
  /** Retries of one request without new data. */
  readonly retries: number;
  /** Before the first retry; each further pause is twice as long. */
  readonly firstPauseMilliseconds: number;
  /** No pause is longer: where a server asks for more (`Retry-After`), there is no retry. */
  readonly longestPauseMilliseconds: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  silenceMilliseconds: 30_000,
  retries: 4,
  firstPauseMilliseconds: 500,
  longestPauseMilliseconds: 60_000,
};

/**
 * Milliseconds to wait before retry number `retry`, counted from 0; `undefined` where retries are used up, or the server
 * asks for a longer pause than the policy has. `chance`, from 0 to 1, adds up to half, so that clients do not retry at the
 * same time.
 */
export function retryPause(
  policy: RetryPolicy,
  retry: number,
  response: { readonly retryAfter?: string; readonly now: number; readonly chance: number },
): number | undefined {
  if (retry >= policy.retries) return undefined;
  const asked = response.retryAfter === undefined ? undefined : parseRetryAfter(response.retryAfter, response.now);
  if (asked !== undefined && asked > policy.longestPauseMilliseconds) return undefined;
  const doubled = policy.firstPauseMilliseconds * 2 ** Math.min(retry, 30);
  const usual = Math.min(doubled * (1 + response.chance / 2), policy.longestPauseMilliseconds);
  return Math.max(Math.round(usual), asked ?? 0);
}

/** Milliseconds from `now` on of a `Retry-After` header: seconds, or a date (RFC 9110, section 10.2.3). */
export function parseRetryAfter(header: string, now: number): number | undefined {
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
