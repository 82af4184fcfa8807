import { isObject, parsedJson, unreachable } from '@bootwright/core';
import type { CommandResult } from '@bootwright/process';
import { outputText } from '@bootwright/process';
import type { RegistryCredentials } from './registry-credentials.ts';

/** What `docker-credential-NAME get` returned. */
export type CredentialHelperResult =
  | { readonly kind: 'credentials'; readonly credentials: RegistryCredentials }
  /** It works, and has no login. */
  | { readonly kind: 'none' }
  /** The reason quotes nothing that it wrote. */
  | { readonly kind: 'failed'; readonly why: string };

/** The user name where the secret is an identity token (docker-credential-helpers' README). */
const identityTokenUser = '<token>';
/** What helpers print, with exit code 1, when they have no login. */
const noLogin = /credentials not found|no credentials|server URL is missing/i;

/** The login in the output of `docker-credential-NAME get`. */
export function parseCredentialHelperOutput(result: CommandResult): CredentialHelperResult {
  switch (result.kind) {
    case 'exited': {
      const text = outputText(result.stdout);
      if (result.code === 0) return loginIn(text);
      return noLogin.test(text) ? { kind: 'none' } : failed(`it exited with code ${result.code}`);
    }
    case 'signalled':
      return failed(`it was ended by ${result.signal}`);
    case 'timed-out':
      return failed(`it took longer than ${result.milliseconds / 1000} s`);
    case 'aborted':
      return failed('it was aborted');
    case 'not-found':
      return failed('it is not installed');
    case 'not-started':
      return failed(`it could not be started: ${result.reason}`);
    default:
      return unreachable(result);
  }
}

function loginIn(text: string): CredentialHelperResult {
  const output = parsedJson(text);
  if (output === undefined) return failed('its output is not JSON');
  if (!isObject(output)) return failed('its output is not a JSON object');
  const { Username: username = '', Secret: secret = '' } = output;
  if (typeof username !== 'string' || typeof secret !== 'string')
    return failed('its output has no user name and secret');
  if (secret === '') return { kind: 'none' };
  return username === identityTokenUser
    ? { kind: 'credentials', credentials: { kind: 'identity-token', token: secret } }
    : { kind: 'credentials', credentials: { kind: 'password', username, password: secret } };
}

function failed(why: string): CredentialHelperResult {
  return { kind: 'failed', why };
}
