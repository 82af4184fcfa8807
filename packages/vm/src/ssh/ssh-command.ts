import { Fault, shellQuoted } from '@bootwright/core';
import type { Command } from '@bootwright/process';

/** How a guest is reached by ssh(1), through a port of this host. */
export interface SshAccess {
  readonly port: number;
  readonly user: string;
  /** The file of a private key; without it ssh uses the keys of the user who runs it. */
  readonly key?: string;
  /** Where the key of the guest is noted at the first connection, and required from then on. */
  readonly knownHosts: string;
}

/**
 * The command that runs `command` in the guest, or without one a login shell. A text is one for the shell of the guest;
 * a list is passed word by word. Settings of the user are not read: they are for other hosts. Fault: `boot/ssh` for a user
 * that ssh would take for an option.
 */
export function sshCommand(access: SshAccess, command?: string | Command): Command {
  const { port, user, key, knownHosts } = access;
  if (!/^[A-Za-z0-9_][\w.-]*$/.test(user)) {
    throw new Fault('boot/ssh', `${JSON.stringify(user)} is not a valid name of a user`, {
      hint: 'use letters, digits, "_", "-" and "."',
    });
  }
  const settings = [
    'StrictHostKeyChecking=accept-new',
    `UserKnownHostsFile=${quotedSetting(knownHosts)}`,
    'GlobalKnownHostsFile=none',
    'LogLevel=ERROR',
    'ConnectTimeout=10',
    'ServerAliveInterval=15',
    ...(key === undefined ? [] : ['IdentitiesOnly=yes', `IdentityFile=${quotedSetting(key)}`]),
    ...(command === undefined ? [] : ['BatchMode=yes']),
  ];
  const words =
    command === undefined ? [] : [typeof command === 'string' ? command : command.map(shellQuoted).join(' ')];
  return [
    ...['ssh', '-F', 'none', '-p', `${port}`, ...settings.flatMap((setting) => ['-o', setting])],
    ...['-l', user, '--', '127.0.0.1', ...words],
  ];
}

/** ssh_config(5): quotes around what contains spaces; `%` begins a token. */
function quotedSetting(path: string): string {
  return `"${path.replaceAll('%', '%%')}"`;
}
