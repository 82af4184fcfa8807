import { defined, numberOf, objectOf, parsedJson } from '@bootwright/core';
import type { AuthenticationChallenge } from './authentication-challenge.ts';

/** Where a registry's tokens are requested, and for what. */
export interface TokenRequest {
  readonly realm: string;
  readonly service?: string;
  readonly scope: string;
}

/** A token and when it expires, in milliseconds since the epoch. */
export interface RegistryToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** How to respond to a 401: by the first challenge that is supported. */
export type Authentication = { readonly kind: 'basic' } | { readonly kind: 'bearer'; readonly request: TokenRequest };

/** Seconds that a token is valid at least, and by default (distribution's token specification). */
const usualSeconds = 60;
/** A token is renewed so long before it expires, so that it does not expire on the way. */
const marginMilliseconds = 10_000;

export function chooseAuthentication(
  challenges: readonly AuthenticationChallenge[],
  repository: string,
): Authentication | undefined {
  for (const { scheme, parameters } of challenges) {
    if (scheme === 'basic') return { kind: 'basic' };
    const realm = parameters.get('realm');
    if (scheme !== 'bearer' || realm === undefined) continue;
    const service = parameters.get('service');
    const scope = tokenScope(parameters.get('scope'), repository);
    return { kind: 'bearer', request: { realm, ...defined({ service }), scope } };
  }
  return undefined;
}

/** The scope that the registry names; where that is more than to pull, the scope to pull this repository. */
export function tokenScope(named: string | undefined, repository: string): string {
  const own = `repository:${repository}:pull`;
  if (named === undefined || named.trim() === '') return own;
  const harmless = named.split(' ').every((scope) => !scope.includes(':') || scope.endsWith(':pull'));
  return harmless ? named : own;
}

/**
 * The token in the response of a token service (distribution's token specification and OAuth 2); `undefined` without one
 * that can be sent.
 */
export function parseTokenResponse(text: string, now: number): RegistryToken | undefined {
  const response = objectOf(parsedJson(text));
  const token = response.token || response.access_token;
  if (typeof token !== 'string' || !isSendable(token)) return undefined;
  const seconds = Math.min(Math.max(numberOf(response.expires_in) ?? 0, usualSeconds), 86_400);
  return { token, expiresAt: now + seconds * 1000 - marginMilliseconds };
}

/** Whether a token is valid in a header. */
export function isSendable(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}
