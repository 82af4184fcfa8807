import { type Given, type Options, text, toggle } from '../arguments/option.ts';
import { duration, file } from '../arguments/values.ts';

export const vmActions = ['ls', 'ssh', 'stop', 'console', 'screenshot'] as const;
export type VmAction = (typeof vmActions)[number];

export const vmOptions = {
  quiet: toggle('ls: only the names'),
  all: toggle('stop: all of them'),
  force: toggle('stop: without the power button'),
  timeout: duration('stop: how long the guest may take to power off (default: 60s)'),
  user: text('USER', 'ssh: who logs in (default: root)'),
  identity: file('ssh: a private key (default: the one that boot has given to root)'),
  output: file('screenshot: where the picture goes, as PNG', { alias: '-o' }),
} as const satisfies Options;

export type VmGiven = Given<typeof vmOptions>;
