import { truncateSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Architecture, type Bytes, GiB, type Notice } from '@bootwright/core';
import type { Command } from '@bootwright/process';
import { chooseAccelerator, machineModels } from '@bootwright/vm';
import type { Probing } from '../host/probing.ts';
import { findKernel } from './find-kernel.ts';
import { podmanScript } from './guest-podman.ts';
import { jobFiles, jobScript } from './guest-scripts.ts';
import { makeInitramfs } from './make-initramfs.ts';
import { vmArguments } from './vm-arguments.ts';

/** Options of the virtual machine of a build. */
export interface VmRequest {
  readonly architecture: Architecture;
  /** The file of its kernel; by default the newest of the host. */
  readonly kernel?: string;
  /** 4 GiB by default. */
  readonly memory?: Bytes;
  /** The maximum that the build may write outside of its output. */
  readonly scratch: Bytes;
}

/** A virtual machine that is ready to start. */
export interface PreparedVm {
  readonly command: Command;
  readonly consoleFile: string;
  /** Files that the job has written when it ends. */
  readonly resultFile: string;
  readonly stderrFile: string;
  readonly exitFile: string;
  readonly notices: readonly Notice[];
}

export interface VmJob {
  /** The command that runs with the host's files; its standard output becomes that of the machine. */
  readonly command: Command;
  readonly environment: Readonly<Record<string, string>>;
  readonly outputDirectory: string;
  /** The storage of podman's images; absent where the job reads none. */
  readonly graphRoot?: string;
}

/** Prepares a virtual machine with the host's files. Faults: `host/kernel`, `host/busybox`. */
export async function prepareVm(
  options: VmRequest,
  job: VmJob,
  { runner, lease, environment }: Probing,
): Promise<PreparedVm> {
  const file = (name: string) => join(lease.folder, name);
  const kernel = findKernel(options.kernel);
  const { accelerator, notices } = await chooseAccelerator('auto', machineModels[options.architecture], {
    runner,
    lease,
  });
  writeFileSync(file('initramfs'), await makeInitramfs(kernel, runner, environment));
  writeFileSync(file('scratch.raw'), '');
  truncateSync(file('scratch.raw'), options.scratch);
  const { graphRoot } = job;
  const preparation = graphRoot === undefined ? '' : podmanScript(graphRoot);
  writeFileSync(file(jobFiles.script), jobScript({ ...job, preparation }));
  const command = vmArguments({
    architecture: options.architecture,
    accelerator,
    kernel: kernel.image,
    initramfs: file('initramfs'),
    scratchDisk: file('scratch.raw'),
    consoleFile: file('console'),
    memory: options.memory ?? GiB(4),
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
