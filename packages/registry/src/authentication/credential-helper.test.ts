import { expect, test } from 'vitest';
import { type ScriptedEnd, scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import { parseCredentialHelperOutput } from './credential-helper.ts';

const command = ['docker-credential-x', 'get'];
const wrote = (stdout: string, code = 0): ScriptedEnd => ({ kind: 'exited', code, stdout, stderr: 's3cret in a log' });
const failed = (why: string) => ({ kind: 'failed', why });

test.each<readonly [string, ScriptedEnd, unknown]>([
  [
    'a password',
    wrote('{"ServerURL":"h","Username":"me","Secret":"s3cret"}\n'),
    { kind: 'credentials', credentials: { kind: 'password', username: 'me', password: 's3cret' } },
  ],
  [
    'an identity token',
    wrote('{"Username":"<token>","Secret":"s3cret"}'),
    { kind: 'credentials', credentials: { kind: 'identity-token', token: 's3cret' } },
  ],
  ['that it knows none', wrote('credentials not found in native keychain\n', 1), { kind: 'none' }],
  ['an empty secret', wrote('{"Username":"","Secret":""}'), { kind: 'none' }],
  ['a failure', wrote('s3cret: locked', 2), failed('it exited with code 2')],
  ['text', wrote('s3cret'), failed('its output is not JSON')],
  ['a list of nothing', wrote('null'), failed('its output is not a JSON object')],
  ['numbers', wrote('{"Username":1,"Secret":2}'), failed('its output has no user name and secret')],
  ['nothing, being absent', { kind: 'not-found' }, failed('it is not installed')],
  ['nothing, being no program', { kind: 'not-started', reason: 'EACCES' }, failed('it could not be started: EACCES')],
  [
    'nothing for long',
    { kind: 'timed-out', milliseconds: 60_000, stdout: 's3cret' },
    failed('it took longer than 60 s'),
  ],
  [
    'nothing, being killed',
    { kind: 'signalled', signal: 'SIGKILL', stdout: 's3cret' },
    failed('it was ended by SIGKILL'),
  ],
  ['nothing, being stopped', { kind: 'aborted', stdout: 's3cret' }, failed('it was aborted')],
])('a helper says %s', async (_, end, expected) => {
  const result = await scriptedRunner([{ command, end }]).run(command);
  expect(parseCredentialHelperOutput(result)).toEqual(expected);
});
