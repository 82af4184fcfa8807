import { MiB } from '@bootwright/core';
import type { Command, CommandOptions } from '@bootwright/process';

/**
 * Settings of a repository by which git runs other programs or talks to others, each turned off. Those on the command line
 * are read last, so that the repository's own do not count.
 */
const settings = [
  // A folder among the goldens that looks like a repository is not one.
  'safe.bareRepository=explicit',
  ...['protocol.allow', ...['ext', 'file', 'git', 'http', 'https', 'ssh'].map((name) => `protocol.${name}.allow`)].map(
    (name) => `${name}=never`,
  ),
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.sshCommand=false',
  'core.gitProxy=false',
  'core.askPass=',
  'core.pager=cat',
  'core.alternateRefsCommand=false',
  'credential.helper=',
  'diff.external=',
  'gpg.program=false',
  'gpg.ssh.program=false',
  'gpg.x509.program=false',
  'maintenance.auto=false',
  'gc.auto=0',
];

/** What settings cannot turn off: these count more than any of them. */
const environment: Readonly<Record<string, string>> = {
  // A list of those that are allowed, which is empty; `protocol.NAME.allow` of any helper could name another.
  GIT_ALLOW_PROTOCOL: '',
  // Git 2.45 and later: what a partial clone lacks is not fetched.
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: 'false',
  SSH_ASKPASS: 'false',
  GIT_SSH_COMMAND: 'false',
  GIT_SSH: 'false',
  GIT_PROXY_COMMAND: 'false',
  GIT_EXTERNAL_DIFF: '',
  GIT_PAGER: 'cat',
  GIT_EDITOR: 'false',
};

/** What git may print of a folder of goldens. */
const mostOutput = MiB(512);

/** Far more than it takes to read objects; a repository with a FIFO in the place of a file would never end. */
const patience = 120_000;

/**
 * How git is run in a folder: it reads the repository and does nothing that the repository's configuration asks for
 * beyond that. Whoever wrote the goldens may have written that as well.
 */
export function gitCommand(
  folder: string,
  words: Command,
): { readonly command: Command; readonly options: CommandOptions } {
  return {
    command: ['git', '--no-pager', ...settings.flatMap((setting) => ['-c', setting]), '-C', folder, ...words],
    options: {
      env: environment,
      timeoutMilliseconds: patience,
      maximumStdout: mostOutput,
      diesWithUs: true,
    },
  };
}
