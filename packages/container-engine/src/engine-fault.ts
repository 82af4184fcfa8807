import { Fault } from '@bootwright/core';
import type { CommandResult } from '@bootwright/process';
import { commandFault, installHint, outputText } from '@bootwright/process';
import type { EngineName } from './engine-image.ts';

interface KnownFailure {
  /** What the engine's error says, in lower case. */
  readonly says: RegExp;
  readonly code: string;
  readonly message: (name: string) => string;
  readonly hint: (name: string) => string;
}

/** What podman 4 to 5 and Docker 20 to 28 say, the first that fits. */
const failures: Readonly<Record<EngineName, readonly KnownFailure[]>> = {
  podman: [
    {
      says: /"?sleep"?: (executable file )?not found|exec: "sleep"/,
      code: 'no-sleep',
      message: (name) => `the image ${name} has no program sleep, so it cannot be kept running to be asked`,
      hint: () => 'name a bootable container, or read it instead of asking it (--by read)',
    },
    {
      says: /image not known|no such image|unable to find .*image|failed to find image/,
      code: 'not-pulled',
      message: (name) => `podman has no image ${name}`,
      hint: (name) =>
        `pull it first with "podman pull ${name}"; root and every other user have images of their own, so do it as the same user`,
    },
    {
      says: /invalid reference format|repository name must be lowercase|parsing reference/,
      code: 'name',
      message: (name) => `podman takes ${JSON.stringify(name)} for no name of an image`,
      hint: () => 'write the name as "podman images" shows it, such as registry.example.com/me/os:1',
    },
    {
      says: /exec format error/,
      code: 'architecture',
      message: (name) => `this machine cannot run programs of the image ${name}`,
      hint: () => 'read the container instead of asking it (--by read), or install qemu-user-static',
    },
    {
      says: /cannot set up namespace|newuidmap|newgidmap|no subuid ranges|user namespaces/,
      code: 'rootless',
      message: () => 'podman cannot work without root here: the user has no range of user ids of its own',
      hint: () => 'add one with "usermod --add-subuids 100000-165535 --add-subgids 100000-165535 USER", or run as root',
    },
    {
      says: /cannot connect to podman|unable to connect to podman/,
      code: 'service',
      message: () => 'podman cannot reach the machine or service that holds its images',
      hint: () => 'start it with "podman machine start", or mend CONTAINER_HOST',
    },
    {
      says: /no space left on device/,
      code: 'space',
      message: () => 'there is no space left where podman keeps its images',
      hint: () => 'free some with "podman system prune"',
    },
  ],
  docker: [
    {
      says: /"?sleep"?: (executable file )?not found|exec: "sleep"/,
      code: 'no-sleep',
      message: (name) => `the image ${name} has no program sleep, so it cannot be kept running to be asked`,
      hint: () => 'name a bootable container, or read it instead of asking it (--by read)',
    },
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
    {
      says: /invalid reference format|repository name must be lowercase/,
      code: 'name',
      message: (name) => `Docker takes ${JSON.stringify(name)} for no name of an image`,
      hint: () => 'write the name as "docker images" shows it, such as registry.example.com/me/os:1',
    },
    {
      says: /exec format error/,
      code: 'architecture',
      message: (name) => `this machine cannot run programs of the image ${name}`,
      hint: () => 'read the container instead of asking it (--by read), or install qemu-user-static',
    },
    {
      says: /no space left on device/,
      code: 'space',
      message: () => 'there is no space left where Docker keeps its images',
      hint: () => 'free some with "docker system prune"',
    },
  ],
};

/**
 * What a user is told where an engine did not do what it was asked for the image `name`; `undefined` where it did.
 * Codes: `podman/not-pulled`, `docker/engine` and so on; `…/not-installed` without the program, `…/failed` for what no
 * rule knows. Nothing that an engine prints of an address is repeated: a password may stand in it.
 */
export function engineFault(engine: EngineName, name: string, result: CommandResult): Fault | undefined {
  const failure = commandFault(result);
  if (failure === undefined) return undefined;
  const quoted = failure.quoted.map(withoutPasswords);
  const cause = new Fault(failure.code, withoutPasswords(failure.message), { quoted });
  // A shell that does not find a program exits with 127, and says so.
  const text = 'stderr' in result ? outputText(result.stderr).toLowerCase() : '';
  const missing = result.kind === 'exited' && result.code === 127 && text.includes(`${engine}: `);
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
    hint: `run "${engine} image inspect ${name}" by hand to see what it says, or read the image from elsewhere`,
    cause,
  });
}

function failedMessage(engine: EngineName, name: string, failure: Fault, result: CommandResult): string {
  if (result.kind !== 'exited') return `for the image ${name}: ${failure.message}`;
  const line = outputText(result.stderr).trim().split('\n').at(-1) ?? '';
  return `${engine} failed for the image ${name}${line === '' ? ' and said nothing' : `: ${line.slice(0, 300)}`}`;
}

/** `tcp://user:password@host` loses what stands before the `@`. */
function withoutPasswords(text: string): string {
  return text.replace(/:\/\/[^/\s]*@/g, '://…@');
}
