import { type Given, type Options, several, text } from '../arguments/option.ts';
import { architecture, directory, duration, file, truth } from '../arguments/values.ts';

/** The options of every command that reads a container. */
export const sourceOptions = {
  root: directory('root directory of the container, such as "podman image mount" prints; the same as dir:DIR'),
  arch: architecture("architecture of the image to read (default: this host's); for a directory: what it is built for"),
  tlsVerify: truth('verify the certificate of the registry (default: true); false also allows plain HTTP'),
  authfile: file('file with registry logins (default: those of podman and Docker)', {
    environment: 'REGISTRY_AUTH_FILE',
  }),
  tokenHost: several(
    text(
      'HOST',
      'host that may receive the logins if the registry names it as its token service (default: the registry)',
    ),
  ),
  timeout: duration('time limit for reading the container, such as 90s or 5m (default: none while data arrives)'),
} as const satisfies Options;

const { root: _, ...image } = sourceOptions;
/** Those of a command whose container is named by an operand or option of its own. */
export const imageSourceOptions = image;

export type SourceGiven = Given<typeof sourceOptions>;

/** The operand REF in help. */
export const referenceForms = [
  'REF is the bare name of an image that podman or Docker has, or one of',
  '  docker://REGISTRY/NAME          an image in a registry',
  '  containers-storage:NAME         an image of podman',
  "  docker-daemon:NAME              an image of Docker's engine",
  '  oci:DIR[:TAG]                   an OCI image layout',
  '  oci-archive:FILE[:TAG]          the same in a tar file; FILE may be "-" (standard input)',
  '  docker-archive:FILE[:NAME]      a tar file of "docker save" or "podman save"; FILE may be "-"',
  '  dir:DIR                         the root directory of a container',
].join('\n');
