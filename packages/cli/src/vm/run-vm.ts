import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defined, Fault, nearest, textOf, unreachable } from '@bootwright/core';
import { commandFault, findProgram } from '@bootwright/process';
import { sshCommand, sshFiles } from '@bootwright/vm';
import { oneOf } from '../arguments/option.ts';
import { argumentsFault, givenFlags, optionsFault } from '../arguments/options-fault.ts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus, passedOn } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { writeFile } from '../files/write-file.ts';
import { askVm } from './control-client.ts';
import { encodeVms, renderVms } from './render-vms.ts';
import { stopVm, type VmEnd } from './stop-vm.ts';
import { type RunningVm, runningVms } from './vm-folder.ts';
import { type VmAction, type VmGiven, vmActions, vmOptions } from './vm-options.ts';

/** How long a guest may take to power off by default, in milliseconds. */
const usualGrace = 60_000;

export async function runVm(
  given: string,
  operands: readonly string[],
  options: VmGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const action = oneOf(vmActions, given);
  checkOptions(action, options);
  switch (action) {
    case 'ls':
      return list(operands, options, context);
    case 'stop':
      return stop(operands, options, context);
    case 'ssh':
      return ssh(operands, options, context);
    case 'console': {
      const { lines } = await askVm(only(action, operands, context), { action });
      const texts = Array.isArray(lines) ? lines.flatMap((line) => textOf(line) ?? []) : [];
      await context.host.stdout.write(context.json ? encodeJson(texts) : texts.map((line) => `${line}\n`).join(''));
      return exitStatus.done;
    }
    case 'screenshot': {
      const vm = only(action, operands, context);
      if (options.output === undefined) {
        throw optionsFault('"vm screenshot" needs --output FILE', 'add -o display.png');
      }
      const { png } = await askVm(vm, { action });
      await writeFile(options.output, Buffer.from(textOf(png) ?? '', 'base64'), context.host);
      return exitStatus.done;
    }
    default:
      return unreachable(action);
  }
}

/** The options that each action reads. */
const taken: Readonly<Record<VmAction, readonly string[]>> = {
  ls: ['--quiet'],
  stop: ['--all', '--force', '--timeout'],
  ssh: ['--user', '--identity'],
  console: [],
  screenshot: ['--output'],
};

function checkOptions(action: VmAction, given: VmGiven): void {
  const wrong = givenFlags(vmOptions, given, {}).find((flag) => !taken[action].includes(flag));
  if (wrong !== undefined) {
    throw optionsFault(`"vm ${action}" does not take ${wrong}`, 'leave it out');
  }
  if (given.force && given.timeout !== undefined) {
    throw optionsFault('--force does not wait: --timeout has no effect', 'leave one out');
  }
}

async function list(
  operands: readonly string[],
  { quiet }: VmGiven,
  { host, json }: CommandContext,
): Promise<ExitStatus> {
  if (operands.length > 0) {
    throw argumentsFault('"vm ls" takes no name', 'leave it out');
  }
  const vms = runningVms(host);
  const names = () => vms.map(({ name }) => `${name}\n`).join('');
  const text = () => (quiet ? names() : renderVms(vms, host.stdout, new Date()));
  await host.stdout.write(json ? encodeVms(vms) : text());
  return exitStatus.done;
}

/** The virtual machine of that name. Faults: `vm/unknown`, `usage/arguments`. */
function named(name: string, { host }: CommandContext): RunningVm {
  const vms = runningVms(host);
  const found = vms.find((vm) => vm.name === name);
  if (found !== undefined) return found;
  throw new Fault('vm/unknown', `no virtual machine with the name ${JSON.stringify(name)} runs`, {
    hint: nameHint(
      name,
      vms.map((vm) => vm.name),
    ),
  });
}

function nameHint(name: string, names: readonly string[]): string {
  if (names.length === 0) return 'none runs; start one with "bootwright boot DISK --detach"';
  const near = nearest(name, names);
  return near === undefined ? `use one of these: ${names.join(', ')}` : `did you mean ${near}?`;
}

function only(action: VmAction, [name, more]: readonly string[], context: CommandContext): RunningVm {
  if (name !== undefined && more === undefined) return named(name, context);
  const message = `"vm ${action}" takes the name of one virtual machine`;
  throw argumentsFault(message, 'list them with "bootwright vm ls"');
}

const ends: Readonly<Record<VmEnd, string>> = {
  'powered-off': 'powered off',
  ended: 'ended, without the guest powering off',
  killed: 'killed, because its process did not end it',
  left: 'still runs',
};

async function stop(operands: readonly string[], options: VmGiven, context: CommandContext): Promise<ExitStatus> {
  const { host, json } = context;
  if (options.all === operands.length > 0) {
    throw argumentsFault('"vm stop" takes names, or --all', 'list them with "bootwright vm ls"');
  }
  const vms = options.all ? runningVms(host) : [...new Set(operands)].map((name) => named(name, context));
  const grace = options.force ? 0 : (options.timeout ?? usualGrace);
  const stopped = await Promise.all(vms.map(async (vm) => ({ vm, end: await stopVm(vm, grace, host) })));
  await host.stdout.write(
    json
      ? encodeJson(stopped.map(({ vm, end }) => ({ name: vm.name, pid: vm.owner.pid, end })))
      : stopped.map(({ vm, end }) => `${vm.name}: ${ends[end]}\n`).join('') || 'no virtual machine runs\n',
  );
  return stopped.every(({ end }) => end !== 'left') ? exitStatus.done : exitStatus.failed;
}

async function ssh(operands: readonly string[], options: VmGiven, context: CommandContext): Promise<ExitStatus> {
  const { host } = context;
  const [name, ...command] = operands;
  const vm = only('ssh', name === undefined ? [] : [name], context);
  const { sshPort: port } = vm;
  if (port === undefined) {
    const hint = vm.state === 'starting' ? 'wait until it has started' : 'boot it without --network none';
    throw new Fault('vm/no-ssh', `no port leads to the SSH server of ${vm.name}`, { hint });
  }
  if (host.foreground === undefined || findProgram('ssh', host.environment) === undefined) {
    throw new Fault('process/not-found', 'the program ssh is not installed', {
      hint: 'install it with "apt install openssh-client" (Debian, Ubuntu) or "dnf install openssh-clients" (Fedora)',
    });
  }
  const files = sshFiles(vm.folder);
  // A machine that takes no credentials has no key from boot: ssh then uses those of the user.
  const given = options.identity === undefined ? undefined : resolve(host.directory, options.identity);
  const key = given ?? (existsSync(files.key) ? files.key : undefined);
  const access = { port, user: options.user ?? 'root', knownHosts: files.knownHosts, ...defined({ key }) };
  const words = command.length === 0 ? undefined : command.length === 1 ? command[0] : command;
  const result = await host.interruptible(async () => host.foreground?.(sshCommand(access, words)));
  if (result === undefined) return exitStatus.internal;
  if (result.kind === 'exited') return passedOn(result.code);
  throw commandFault(result) ?? new Fault('vm/silent', 'ssh ended without a status', { hint: 'run it again' });
}
