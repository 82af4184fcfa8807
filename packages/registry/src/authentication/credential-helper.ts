import { readJsonText, unreachable } from '@bootwright/core';
import type { CommandResult } from '@bootwright/process';
import { outputText } from '@bootwright/process';
import type { RegistryCredentials } from './registry-credentials.ts';

/** What a program `docker-credential-NAME` said to `get`. */
export type CredentialHelperResult =
  | { readonly kind: 'credentials'; readonly credentials: RegistryCredentials }
  /** It works, and knows no login. */
  | { readonly kind: 'none' }
  /** In words that hold nothing of what it wrote. */
  | { readonly kind: 'failed'; readonly why: string };

/** Stands for the user where the secret is an identity token (docker-credential-helpers' README). */
const identityTokenUser = '<token>';
/** What helpers say, on standard output with exit code 1, when they know no login. */
const noLogin = /credentials not found|no credentials|server URL is missing/i;

/** The response in a result of `docker-credential-NAME get`. */
export function parseCredentialHelperOutput(result: CommandResult): CredentialHelperResult {
  switch (result.kind) {
    case 'exited': {
      const text = outputText(result.stdout);
      if (result.code === 0) return answerIn(text);
      return noLogin.test(text) ? { kind: 'none' } : failed(`it ended with exit code ${result.code}`);
    }
    case 'signalled':
      return failed(`it was ended by ${result.signal}`);
    case 'timed-out':
      return failed(`it took longer than ${result.milliseconds / 1000} s`);
    case 'aborted':
      return failed('it was ended on request');
    case 'not-found':
      return failed('it is not installed');
    case 'not-started':
      return failed(`it could not be started: ${result.reason}`);
    default:
      return unreachable(result);
  }
}

function answerIn(text: string): CredentialHelperResult {
  const reading = readJsonText(text);
  if (reading.kind === 'problem') return failed('its response is no JSON');
  const response = reading.value;
  if (typeof response !== 'object' || response === null) return failed('its response is no object');
  const username = 'Username' in response ? response.Username : '';
  const secret = 'Secret' in response ? response.Secret : '';
  if (typeof username !== 'string' || typeof secret !== 'string') return failed('its response has no user and secret');
  if (secret === '') return { kind: 'none' };
  return username === identityTokenUser
    ? { kind: 'credentials', credentials: { kind: 'identity-token', token: secret } }
    : { kind: 'credentials', credentials: { kind: 'password', username, password: secret } };
}

function failed(why: string): CredentialHelperResult {
  return { kind: 'failed', why };
}
