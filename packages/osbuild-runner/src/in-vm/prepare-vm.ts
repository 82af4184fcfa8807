import { truncateSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Architecture, type Bytes, GiB, type Notice } from '@bootwright/core';
import type { Command, CommandRunner, Environment, Lease } from '@bootwright/process';
import { chooseAccelerator, machineModels } from '@bootwright/vm';
import { findKernel } from './find-kernel.ts';
import { podmanScript } from './guest-podman.ts';
import { jobFiles, jobScript } from './guest-scripts.ts';
import { makeInitramfs } from './make-initramfs.ts';
import { vmArguments } from './vm-arguments.ts';

/** What is asked of the machine in which a whole build runs. */
export interface VmRequest {
  readonly architecture: Architecture;
  /** By default the newest of this machine. */
  readonly kernel?: string;
  /** By default 4 GiB. */
  readonly memory?: Bytes;
  /** The most that the build may write beside its output. */
  readonly scratch: Bytes;
}

/** A machine that is ready to start. */
export interface PreparedVm {
  readonly command: Command;
  readonly consoleFile: string;
  /** Files of what runs in it, once that has ended. */
  readonly resultFile: string;
  readonly stderrFile: string;
  readonly exitFile: string;
  readonly notices: readonly Notice[];
}

export interface VmJob {
  /** What runs in it, in this machine's files; its standard output becomes that of the machine. */
  readonly command: Command;
  readonly environment: Readonly<Record<string, string>>;
  readonly outputDirectory: string;
  /** Where podman keeps the images that it reads; absent where it reads none. */
  readonly graphRoot?: string;
}

export interface VmSurroundings {
  readonly runner: CommandRunner;
  readonly lease: Lease;
  readonly environment: Environment;
}

/** Prepares a machine with this machine's files. Faults: `host/kernel`, `host/busybox`. */
export async function prepareVm(request: VmRequest, job: VmJob, surroundings: VmSurroundings): Promise<PreparedVm> {
  const { runner, lease, environment } = surroundings;
  const file = (name: string) => join(lease.folder, name);
  const kernel = findKernel(request.kernel);
  const { accelerator, notices } = await chooseAccelerator('auto', machineModels[request.architecture], {
    runner,
    lease,
  });
  writeFileSync(file('initramfs'), await makeInitramfs(kernel, runner, environment));
  writeFileSync(file('scratch.raw'), '');
  truncateSync(file('scratch.raw'), request.scratch);
  const { graphRoot } = job;
  const preparation = graphRoot === undefined ? '' : podmanScript(graphRoot);
  writeFileSync(file(jobFiles.script), jobScript({ ...job, preparation }));
  const command = vmArguments({
    architecture: request.architecture,
    accelerator,
    kernel: kernel.image,
    initramfs: file('initramfs'),
    scratchDisk: file('scratch.raw'),
    consoleFile: file('console'),
    memory: request.memory ?? GiB(4),
    processors: Math.min(8, availableParallelism()),
    shares: [
      { tag: 'root', path: '/', readOnly: true },
      { tag: 'modules', path: kernel.modules, readOnly: true },
      { tag: 'job', path: lease.folder, readOnly: false },
      { tag: 'output', path: job.outputDirectory, readOnly: false },
      ...(graphRoot === undefined ? [] : [{ tag: 'podman', path: graphRoot, readOnly: true }]),
    ],
  });
  return {
    command,
    notices,
    consoleFile: file('console'),
    resultFile: file(jobFiles.result),
    stderrFile: file(jobFiles.stderr),
    exitFile: file(jobFiles.exit),
  };
}
