import { defined, readJsonText } from '@bootwright/core';
import type { AuthenticationChallenge } from './authentication-challenge.ts';

/** Where a registry wants its tokens to be asked for, and for what. */
export interface TokenRequest {
  readonly realm: string;
  readonly service?: string;
  readonly scope: string;
}

/** A token and until when it serves, in milliseconds of the clock it was asked with. */
export interface RegistryToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** What can be done about a 401: the first challenge that is known here decides. */
export type Authentication = { readonly kind: 'basic' } | { readonly kind: 'bearer'; readonly request: TokenRequest };

/** Seconds that a token serves at least, and where nothing is said (distribution's token specification). */
const usualSeconds = 60;
/** A token is asked for anew so long before its end, so that it does not end on the way. */
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

/** The scope that the registry names, unless it is more than leave to read: then leave to read this repository. */
export function tokenScope(named: string | undefined, repository: string): string {
  const own = `repository:${repository}:pull`;
  if (named === undefined || named.trim() === '') return own;
  const harmless = named.split(' ').every((scope) => !scope.includes(':') || scope.endsWith(':pull'));
  return harmless ? named : own;
}

/**
 * The token in the response of a token service (distribution's token specification and OAuth 2); `undefined` where there
 * is none that could be sent.
 */
export function parseTokenResponse(text: string, now: number): RegistryToken | undefined {
  const response = jsonObject(text);
  const token = [fieldOf(response, 'token'), fieldOf(response, 'access_token')].find((value) => value !== '');
  if (typeof token !== 'string' || !isSendable(token)) return undefined;
  const seconds = fieldOf(response, 'expires_in');
  const serves = typeof seconds === 'number' && seconds > usualSeconds ? Math.min(seconds, 86_400) : usualSeconds;
  return { token, expiresAt: now + serves * 1000 - marginMilliseconds };
}

/** Whether a token can stand in a header. */
export function isSendable(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}

function jsonObject(text: string): object {
  const reading = readJsonText(text);
  return reading.kind === 'value' && typeof reading.value === 'object' && reading.value !== null ? reading.value : {};
}

function fieldOf(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value ?? '';
}
