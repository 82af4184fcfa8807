import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defined, GiB } from '@bootwright/core';
import { type Environment, hostRunner, openLease } from '@bootwright/process';
import { needs, program, x64 } from '../../../tools/probes.mjs';
import { findKernel } from '../src/in-vm/find-kernel.ts';
import { type PreparedVm, prepareVm, type VmJob, type VmRequest } from '../src/in-vm/prepare-vm.ts';

/** The kernel with modules that a variable names; by default the newest of this machine. */
const kernel = process.env.BOOTWRIGHT_VM_KERNEL;

export const vmRequest: VmRequest = {
  architecture: 'x86_64',
  scratch: GiB(1),
  ...defined({ kernel }),
};

/** What it takes to run a machine with the files of this one. */
export const vmNeeds = needs(x64(), program('qemu-system-x86_64'), program('busybox'), kernelMissing());

function kernelMissing(): string | undefined {
  try {
    findKernel(kernel);
    return undefined;
  } catch {
    return 'kernel with modules not installed';
  }
}

/** A folder of a test, with one for what a machine hands out. */
export interface VmPlace {
  readonly home: string;
  readonly output: string;
  readonly environment: Environment;
  remove(): void;
}

export function vmPlace(): VmPlace {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'bw-vm-')));
  const output = join(home, 'output');
  mkdirSync(output);
  return {
    home,
    output,
    environment: { PATH: process.env.PATH, XDG_RUNTIME_DIR: home, TMPDIR: home },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** Runs a job in a machine to its end; `see` looks at what it came to before all is given back. */
export async function runInVm<T>(
  { output, environment }: VmPlace,
  job: Partial<VmJob>,
  see: (stdout: Uint8Array, prepared: PreparedVm) => T,
): Promise<T> {
  const runner = hostRunner(process.env);
  await using lease = openLease('vm', { runner, environment });
  const whole = { command: ['true'], environment: {}, outputDirectory: output, ...job };
  const prepared = await prepareVm(vmRequest, whole, { runner, lease, environment });
  const result = await runner.run(prepared.command, {
    env: lease.environment,
    diesWithUs: true,
    stdinUntil: new Promise(() => undefined),
  });
  return see('stdout' in result ? result.stdout.bytes : new Uint8Array(), prepared);
}
