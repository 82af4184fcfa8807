import type { CommandResult } from '@bootwright/process';
import { describe, expect, test } from 'vitest';
import { engineFault } from './engine-fault.ts';
import type { EngineName } from './engine-image.ts';

const output = (text: string) => ({ bytes: new TextEncoder().encode(text), dropped: 0 });
const exited = (code: number, stderr: string): CommandResult => ({
  kind: 'exited',
  command: ['x'],
  code,
  stdout: output(''),
  stderr: output(stderr),
});

function faultOf(engine: EngineName, result: CommandResult) {
  const fault = engineFault(engine, 'a/b:1', result);
  return fault === undefined ? 'no fault' : [fault.code, fault.message, fault.hint];
}

test('an engine that did what it was asked has no fault', () => {
  expect(faultOf('podman', exited(0, 'some warning'))).toBe('no fault');
});

// As podman 4.3 and 5, and Docker 20.10 and 28 say it.
test.each<[string, EngineName, number, string, string, RegExp]>([
  [
    'an image that was not pulled',
    'podman',
    125,
    'Error: inspecting object: a/b:1: image not known',
    'podman/not-pulled',
    /"podman pull a\/b:1"/,
  ],
  [
    'an image that was not pulled',
    'docker',
    1,
    'Error response from daemon: no such image: a/b:1: No such image: a/b:1',
    'docker/not-pulled',
    /"docker pull a\/b:1"/,
  ],
  [
    'an image that is gone meanwhile',
    'docker',
    1,
    "Unable to find image 'a/b:1' locally",
    'docker/not-pulled',
    /docker pull/,
  ],
  [
    'an engine that is not started',
    'docker',
    1,
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    'docker/engine',
    /systemctl start docker/,
  ],
  [
    'an engine that is not started',
    'docker',
    1,
    'failed to connect to the docker API at unix:///x; check if the path is correct',
    'docker/engine',
    /DOCKER_HOST/,
  ],
  [
    'a user who may not',
    'docker',
    1,
    'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: dial unix /var/run/docker.sock: connect: permission denied',
    'docker/permission',
    /group docker/,
  ],
  [
    'an invalid name',
    'podman',
    125,
    'Error: normalizing name: invalid reference format: repository name must be lowercase',
    'podman/name',
    /podman images/,
  ],
  [
    'an invalid name',
    'docker',
    1,
    'Error response from daemon: invalid reference format',
    'docker/name',
    /docker images/,
  ],
  [
    'a user without user ids',
    'podman',
    125,
    'Error: cannot set up namespace using "/usr/bin/newuidmap": exit status 1',
    'podman/rootless',
    /add-subuids/,
  ],
  [
    'a virtual machine that is not started',
    'podman',
    125,
    'Cannot connect to Podman. Please verify your connection',
    'podman/service',
    /podman machine start/,
  ],
  [
    'programs of another architecture',
    'podman',
    126,
    'Error: crun: open executable: exec format error',
    'podman/architecture',
    /--by read/,
  ],
  [
    'programs of another architecture',
    'docker',
    1,
    'exec /usr/bin/sleep: exec format error',
    'docker/architecture',
    /qemu-user-static/,
  ],
  ['a full disk', 'podman', 125, 'Error: write: no space left on device', 'podman/space', /prune/],
  ['a full disk', 'docker', 1, 'Error response from daemon: no space left on device', 'docker/space', /prune/],
  [
    'an image without sleep',
    'podman',
    127,
    'Error: runc: exec: "sleep": executable file not found in $PATH',
    'podman/no-sleep',
    /--by read/,
  ],
  [
    'an image without sleep',
    'docker',
    127,
    'docker: Error response from daemon: failed to create task: exec: "sleep": executable file not found in $PATH: unknown',
    'docker/no-sleep',
    /--by read/,
  ],
])('%s (%s)', (_, engine, code, stderr, fault, hint) => {
  expect(faultOf(engine, exited(code, stderr))).toEqual([fault, expect.any(String), expect.stringMatching(hint)]);
});

describe('a missing program', () => {
  const answer = [
    'podman/not-installed',
    'the program podman is not installed',
    'install it with "apt install podman" (Debian, Ubuntu) or "dnf install podman" (Fedora); or read the image elsewhere (docker-daemon:, docker://, oci-archive:)',
  ];

  test('says which package has it', () => {
    expect(faultOf('podman', { kind: 'not-found', command: ['podman'] })).toEqual(answer);
    expect(faultOf('podman', exited(127, 'sh: 3: podman: not found'))).toEqual(answer);
    expect(faultOf('podman', exited(127, 'sh: line 3: podman: command not found'))).toEqual(answer);
    expect(faultOf('docker', { kind: 'not-found', command: ['docker'] })).toMatchObject({
      0: 'docker/not-installed',
      2: expect.stringContaining('apt install docker.io'),
    });
  });
});

describe('what no rule knows', () => {
  test('is reported with its last line', () => {
    expect(faultOf('podman', exited(125, 'time="…" level=warning\nError: database is locked\n'))).toEqual([
      'podman/failed',
      'podman failed for the image a/b:1: Error: database is locked',
      expect.stringContaining('podman image inspect a/b:1'),
    ]);
    expect(faultOf('docker', exited(1, ''))).toMatchObject({
      1: 'docker failed for the image a/b:1 without an error message',
    });
  });

  test('shows no password, of an address nor in its cause', () => {
    const fault = engineFault('docker', 'a', exited(1, 'error at tcp://user:secret@host:2375/x: broken'));
    expect(fault?.message).toBe('docker failed for the image a: error at tcp://…@host:2375/x: broken');
    expect(String(fault?.cause)).not.toContain('secret');
  });
});
