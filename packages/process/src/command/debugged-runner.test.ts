import { installDebugLog } from '@bootwright/core';
import { afterEach, expect, test } from 'vitest';
import { type ScriptedEnd, scriptedRunner } from '../../testing/scripted-runner.ts';
import { debuggedRunner } from './debugged-runner.ts';

let end: () => void = () => undefined;
afterEach(() => end());

/** The lines of a command, with `N` for its time. */
async function linesOf(command: readonly string[], ends: ScriptedEnd): Promise<readonly string[]> {
  const lines: string[] = [];
  end = installDebugLog(['engine', 'osbuild', 'qemu', 'registry'], (line) => lines.push(line));
  const runner = debuggedRunner(scriptedRunner([{ command, end: ends }]));
  await runner.run(command, { stdin: 'hunter2', env: { PASSWORD: 'hunter2' } });
  return lines.map((line) => line.replace(/\d+ ms/, 'N ms'));
}

const done = (stdout: string, stderr = ''): ScriptedEnd => ({ kind: 'exited', code: 0, stdout, stderr });

test.each<[string, readonly string[], ScriptedEnd, readonly string[]]>([
  [
    'writes a command of an engine with its output',
    ['/usr/bin/podman', 'inspect', 'a b'],
    done('[{"Id":"1"}]\n', 'slow'),
    [
      "debug engine: runs /usr/bin/podman inspect 'a b'",
      'debug engine: /usr/bin/podman exited with 0 after N ms, stdout: [{"Id":"1"}], stderr: slow',
    ],
  ],
  [
    'masks credentials in arguments and output',
    ['podman', 'pull', '--creds', 'user:hunter2', 'docker://user:hunter2@r/a'],
    { kind: 'exited', code: 125, stdout: '{"Env":["TOKEN=hunter2"]}', stderr: 'https://u:hunter2@r/v2/' },
    [
      "debug engine: runs podman pull --creds '***' 'docker://***@r/a'",
      'debug engine: podman exited with 125 after N ms, stdout: {"Env":["TOKEN=***"]}, stderr: https://***@r/v2/',
    ],
  ],
  [
    'writes nothing that a credential helper prints',
    ['docker-credential-pass', 'get'],
    done('{"Username":"a","Secret":"hunter2"}', 'hunter2'),
    [
      'debug registry: runs docker-credential-pass get',
      'debug registry: docker-credential-pass exited with 0 after N ms',
    ],
  ],
  [
    'finds osbuild behind the programs that confine it, and leaves out what it prints',
    ['unshare', '--', 'sh', '-c', 'script', '/usr/bin/osbuild', '--export=a'],
    { kind: 'signalled', signal: 'SIGKILL', stdout: 'events', stderr: '' },
    [
      'debug osbuild: runs unshare -- sh -c script /usr/bin/osbuild --export=a',
      'debug osbuild: unshare was ended by SIGKILL after N ms',
    ],
  ],
  [
    'writes how a missing program ended',
    ['qemu-system-x86_64', '-S'],
    { kind: 'not-found' },
    ['debug qemu: runs qemu-system-x86_64 -S', 'debug qemu: qemu-system-x86_64 not found after N ms'],
  ],
  ['writes nothing of other programs', ['openssl', 'req'], done('hunter2'), []],
])('%s', async (_, command, ends, expected) => {
  expect(await linesOf(command, ends)).toEqual(expected);
});
