import { shellQuoted, unreachable } from '@bootwright/core';
import type { GuestExpectation } from './guest-expectation.ts';
import { reportBegin, reportEnd } from './report-frame.ts';

/** A command that the guest runs, and the name under which its output is reported. */
export interface GuestCheck {
  readonly name: string;
  /** A program and its arguments. */
  readonly command: readonly string[];
}

/** How long a command may take in the guest, in seconds. */
const timeLimit = 120;

/** The commands that check these expectations, each once. */
export function guestChecks(expectations: readonly GuestExpectation[]): readonly GuestCheck[] {
  const checks = expectations.flatMap(checksOf);
  return checks.filter(({ name }, index) => checks.findIndex((other) => other.name === name) === index);
}

/** Names of checks, by which `checkGuest` finds their outputs. */
export const checkNames = {
  user: (name: string) => `user ${name}`,
  groupsOf: (name: string) => `groups of ${name}`,
  keysOf: (name: string) => `keys of ${name}`,
  passwordOf: (name: string) => `password of ${name}`,
  group: (name: string) => `group ${name}`,
  node: (path: string) => `node ${path}`,
  digest: (path: string) => `digest ${path}`,
  unit: (unit: string) => `unit ${unit}`,
  mounts: 'mounts',
  commandLine: 'command line',
  hostname: 'host name',
  bootc: 'bootc',
} as const;

const mounts: GuestCheck = {
  name: checkNames.mounts,
  command: ['findmnt', '--json', '--bytes', '--list', '--output', 'TARGET,SOURCE,FSTYPE,SIZE,OPTIONS'],
};
const commandLine: GuestCheck = { name: checkNames.commandLine, command: ['cat', '/proc/cmdline'] };
const keys = 'cat "$(getent passwd "$1" | cut -d: -f6)/.ssh/authorized_keys"';

/** Its state, and the units that want it: a drop-in of a target enables it without a link. */
const unitState = 'systemctl is-enabled -- "$1"; systemctl show --property=WantedBy --value -- "$1"';

function checksOf(expectation: GuestExpectation): readonly GuestCheck[] {
  switch (expectation.kind) {
    case 'user': {
      const { name, groups, sshKey, password } = expectation;
      const checks: readonly (GuestCheck & { readonly of: unknown })[] = [
        { of: name, name: checkNames.user(name), command: ['getent', 'passwd', '--', name] },
        { of: groups, name: checkNames.groupsOf(name), command: ['id', '-Gn', '--', name] },
        { of: sshKey, name: checkNames.keysOf(name), command: ['sh', '-c', keys, 'sh', name] },
        { of: password, name: checkNames.passwordOf(name), command: ['getent', 'shadow', '--', name] },
      ];
      return checks.flatMap(({ of, ...check }) => (of === undefined ? [] : [check]));
    }
    case 'group':
      return [{ name: checkNames.group(expectation.name), command: ['getent', 'group', '--', expectation.name] }];
    case 'file':
    case 'directory': {
      const { path } = expectation;
      const digest = expectation.kind === 'file' && expectation.sha256 !== undefined;
      return [
        { name: checkNames.node(path), command: ['stat', '--format=%a %U %u %G %g %F', '--', path] },
        ...(digest ? [{ name: checkNames.digest(path), command: ['sha256sum', '--', path] }] : []),
      ];
    }
    case 'mount':
      return [mounts];
    case 'kernel-argument':
      return [commandLine];
    case 'hostname':
      return [{ name: checkNames.hostname, command: ['cat', '/proc/sys/kernel/hostname'] }];
    case 'unit':
      return [{ name: checkNames.unit(expectation.unit), command: ['sh', '-c', unitState, 'sh', expectation.unit] }];
    case 'image':
      return [{ name: checkNames.bootc, command: ['bootc', 'status', '--json'] }];
    case 'composefs':
      return [mounts, commandLine];
    default:
      return unreachable(expectation);
  }
}

/**
 * A script for sh(1) that runs the checks and prints a JSON object for each on a line: its number, and its output in
 * base64, to which a line with the exit code is appended.
 */
export function guestScript(checks: readonly GuestCheck[]): string {
  const lines = checks.map(({ command }, index) => `check ${index} ${command.map(shellQuoted).join(' ')}`);
  return `export LC_ALL=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
limit=; ! command -v timeout >/dev/null || limit='timeout ${timeLimit}'
check() {
  number=$1; shift
  output=$({ $limit "$@" 2>&1 </dev/null; printf '\\n%s' "$?"; } | base64 | tr -d '\\n')
  printf '{"check":%s,"output":"%s"}\\n' "$number" "$output"
}
echo '${reportBegin}'
${lines.join('\n')}
echo '${reportEnd}'
`;
}
