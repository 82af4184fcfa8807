import { Fault } from '@bootwright/core';
import type { CommandResult } from '@bootwright/process';
import { commandFault, installHint, outputText } from '@bootwright/process';
import type { EngineName } from './engine-image.ts';

interface KnownFailure {
  /** Matches the engine's error, in lower case. */
  readonly says: RegExp;
  readonly code: string;
  readonly message: (name: string) => string;
  readonly hint: (name: string) => string;
}

/** Errors that both have. */
const failuresOf = (engine: EngineName, title: string): readonly KnownFailure[] => [
  {
    says: /"?sleep"?: (executable file )?not found|exec: "sleep"/,
    code: 'no-sleep',
    message: (name) => `the image ${name} has no program sleep, so no command can run in it`,
    hint: () => 'name a bootable container, or read it instead of running it (--by read)',
  },
  {
    says: /invalid reference format|repository name must be lowercase|parsing reference/,
    code: 'name',
    message: (name) => `${title} rejects the image name ${JSON.stringify(name)}`,
    hint: () => `write the name as "${engine} images" shows it, such as registry.example.com/me/os:1`,
  },
  {
    says: /exec format error/,
    code: 'architecture',
    message: (name) => `this machine cannot run programs of the image ${name}`,
    hint: () => 'read the container instead of running it (--by read), or install qemu-user-static',
  },
  {
    says: /no space left on device/,
    code: 'space',
    message: () => `no space left in the storage of ${title}`,
    hint: () => `free some with "${engine} system prune"`,
  },
];

/** Errors of podman 4 to 5 and Docker 20 to 28; the first that matches applies. */
const failures: Readonly<Record<EngineName, readonly KnownFailure[]>> = {
  podman: [
    {
      says: /image not known|no such image|unable to find .*image|failed to find image/,
      code: 'not-pulled',
      message: (name) => `podman has no image ${name}`,
      hint: (name) =>
        `pull it first with "podman pull ${name}", as the same user: root and every other user have images of their own`,
    },
    {
      says: /cannot set up namespace|newuidmap|newgidmap|no subuid ranges|user namespaces/,
      code: 'rootless',
      message: () => 'podman cannot run without root here: the user has no range of subordinate user ids',
      hint: () => 'add one with "usermod --add-subuids 100000-165535 --add-subgids 100000-165535 USER", or run as root',
    },
    {
      says: /cannot connect to podman|unable to connect to podman/,
      code: 'service',
      message: () => 'podman cannot reach the machine or service with its images',
      hint: () => 'start it with "podman machine start", or fix CONTAINER_HOST',
    },
    ...failuresOf('podman', 'podman'),
  ],
  docker: [
    {
      says: /permission denied while trying to connect|connect: permission denied|got permission denied/,
      code: 'permission',
      message: () => "this user may not talk to Docker's engine",
      hint: () => 'run as root, or add the user to the group docker with "usermod --append --groups docker USER"',
    },
    {
      says: /cannot connect to the docker daemon|error during connect|is the docker daemon running|failed to connect to the docker api/,
      code: 'engine',
      message: () => "Docker's engine does not answer",
      hint: () => 'start it with "systemctl start docker", or name its socket in DOCKER_HOST',
    },
    {
      says: /no such image|unable to find image/,
      code: 'not-pulled',
      message: (name) => `Docker's engine has no image ${name}`,
      hint: (name) => `pull it first with "docker pull ${name}"`,
    },
    ...failuresOf('docker', 'Docker'),
  ],
};

/**
 * The fault of an engine's command for the image `name`; `undefined` where it succeeded.
 * Codes: `podman/not-pulled`, `docker/engine` and so on; `…/not-installed` without the program, `…/failed` where no
 * rule applies. URLs in an engine's output are shown without passwords.
 */
export function engineFault(engine: EngineName, name: string, result: CommandResult): Fault | undefined {
  const failure = commandFault(result);
  if (failure === undefined) return undefined;
  const quoted = failure.quoted.map(withoutPasswords);
  const cause = new Fault(failure.code, withoutPasswords(failure.message), { quoted });
  // A shell that does not find a program exits with 127, and says so; engines exit so for programs of an image.
  const text = 'stderr' in result ? outputText(result.stderr).toLowerCase() : '';
  const missing =
    result.kind === 'exited' && result.code === 127 && new RegExp(`\\b${engine}: (?:command )?not found`).test(text);
  if (cause.code === 'process/not-found' || missing) {
    const other = engine === 'podman' ? 'docker-daemon:' : 'containers-storage:';
    return new Fault(`${engine}/not-installed`, `the program ${engine} is not installed`, {
      hint: `${installHint(engine)}; or read the image elsewhere (${other}, docker://, oci-archive:)`,
      cause,
    });
  }
  const known = failures[engine].find(({ says }) => says.test(text));
  if (known !== undefined) {
    return new Fault(`${engine}/${known.code}`, known.message(name), { hint: known.hint(name), cause });
  }
  return new Fault(`${engine}/failed`, withoutPasswords(failedMessage(engine, name, failure, result)), {
    hint: `run "${engine} image inspect ${name}" by hand to see its output, or read the image from elsewhere`,
    cause,
  });
}

function failedMessage(engine: EngineName, name: string, failure: Fault, result: CommandResult): string {
  if (result.kind !== 'exited') return `for the image ${name}: ${failure.message}`;
  const line = outputText(result.stderr).trim().split('\n').at(-1) ?? '';
  return `${engine} failed for the image ${name}${line === '' ? ' without an error message' : `: ${line.slice(0, 300)}`}`;
}

/** `tcp://user:password@host` loses what precedes the `@`. */
function withoutPasswords(text: string): string {
  return text.replace(/:\/\/[^/\s]*@/g, '://…@');
}
