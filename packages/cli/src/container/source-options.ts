import { type Given, type Options, several, text } from '../arguments/option.ts';
import { architecture, directory, duration, file, truth } from '../arguments/values.ts';

/** The options of every command that reads a container. */
export const sourceOptions = {
  root: directory('root directory of the container, such as "podman image mount" gives; the same as dir:DIR'),
  arch: architecture("which image of several to read (default: this machine's); of a directory: what it is for"),
  tlsVerify: truth('whether a registry has to prove who it is (default: true); --tls-verify=false for plain HTTP'),
  authfile: file('logins for registries (default: those of podman and Docker)', { environment: 'REGISTRY_AUTH_FILE' }),
  tokenHost: several(
    text(
      'HOST',
      'a host that may receive registry logins if the registry names it as its token service (default: its own)',
    ),
  ),
  timeout: duration(
    'how long reading the container may take, such as 90s or 5m (default: no limit while data arrives)',
  ),
} as const satisfies Options;

/** What a command that reads a container was given. */
export type SourceGiven = Given<typeof sourceOptions>;

/** How help describes the operand. */
export const referenceForms = [
  'REF is the bare name of an image that podman or Docker has, or one of',
  '  docker://REGISTRY/NAME          an image in a registry',
  '  containers-storage:NAME         an image of podman',
  "  docker-daemon:NAME              an image of Docker's engine",
  '  oci:DIR[:TAG]                   an OCI image layout',
  '  oci-archive:FILE[:TAG]          the same in a tar file; FILE may be "-", standard input',
  '  docker-archive:FILE[:NAME]      what "docker save" and "podman save" write; FILE may be "-"',
  '  dir:DIR                         the root directory of a container',
].join('\n');
