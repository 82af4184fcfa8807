import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { caughtFault, compareVersions, Fault } from '@bootwright/core';
import { outputText, readTextIfThere } from '@bootwright/process';
import { findKernel } from '../in-vm/find-kernel.ts';
import type { HostFact, HostNeed } from './host-need.ts';
import { absentBy, lastLine, outputOf, type Probing, succeeded, timeLimit } from './probing.ts';

const isRoot = process.getuid?.() === 0;

/** Probes the version of the host's kernel, or of the kernel for a virtual machine. */
export function probeKernel({ least, machine }: KernelNeed): HostFact {
  const version = machine === undefined ? release() : machineKernel(machine.file);
  if (typeof version !== 'string') return version;
  return least === undefined || compareVersions(version, least) >= 0
    ? { kind: 'present', detail: `Linux ${version}` }
    : { kind: 'absent', why: `the kernel is Linux ${version}` };
}

type KernelNeed = Extract<HostNeed, { readonly kind: 'kernel' }>;

function machineKernel(file: string | undefined): string | HostFact {
  const kernel = caughtFault(() => findKernel(file));
  return kernel instanceof Fault ? absentBy(kernel) : kernel.version;
}

/** Probes whether the kernel supports a file system: it lists it, or reacts to an attempt to mount an empty file. */
export async function probeFilesystem(name: string, probing: Probing): Promise<HostFact> {
  if (
    readTextIfThere('/proc/filesystems')
      .split('\n')
      .some((line) => line.trim() === name)
  ) {
    return { kind: 'present', detail: 'the kernel supports it' };
  }
  const module = findModule(name);
  if (module !== undefined) return { kind: 'module', name: module };
  if (!isRoot) return { kind: 'unknown', why: 'the kernel does not list it, and only root can test it' };
  const file = join(probing.lease.folder, `empty-${name}`);
  writeFileSync(file, '');
  truncateSync(file, 1024 * 1024);
  const mount = ['unshare', '--mount', 'mount', '-t', name, '-o', 'loop,ro', file, probing.lease.folder];
  const said = outputOf(await probing.runner.run(mount, { ...timeLimit, env: probing.lease.environment }));
  if (/unknown filesystem type/.test(said)) return { kind: 'absent', why: 'the kernel does not support it' };
  // Other errors mean that the file system itself has read the empty file.
  return /wrong fs type|bad superblock|can't read superblock/i.test(said)
    ? { kind: 'present', detail: 'the kernel has loaded it' }
    : { kind: 'unknown', why: `mount reports: ${lastLine(said)}` };
}

/** Probes loop devices by creating one with a partition, and detaching it. */
export async function probeLoopDevices(
  probing: Probing,
): Promise<{ readonly loop: HostFact; readonly partitions: HostFact }> {
  if (!isRoot) {
    const why = 'only root can test it';
    const exists = existsSync('/dev/loop-control');
    const loop: HostFact = exists
      ? { kind: 'unknown', why }
      : { kind: 'absent', why: '/dev/loop-control does not exist' };
    return { loop, partitions: { kind: 'unknown', why } };
  }
  const { runner, lease } = probing;
  const disk = join(lease.folder, 'disk.raw');
  writeFileSync(disk, '');
  truncateSync(disk, 8 * 1024 * 1024);
  const options = { ...timeLimit, env: lease.environment };
  const table = await runner.run(['sfdisk', '--quiet', disk], { ...options, stdin: 'label: gpt\n,\n' });
  const made = await runner.run(['losetup', '--find', '--show', '--partscan', disk], options);
  if (!succeeded(made) || made.kind !== 'exited') {
    const why = made.kind === 'not-found' ? 'losetup is missing' : lastLine(outputOf(made));
    return { loop: { kind: 'absent', why }, partitions: { kind: 'unknown', why: 'no loop devices found' } };
  }
  const device = outputText(made.stdout).trim();
  const name = device.replace('/dev/', '');
  const found = existsSync(join('/sys/block', name, `${name}p1`));
  await runner.run(['losetup', '--detach', device], options);
  const loop: HostFact = { kind: 'present', detail: 'one was created and detached' };
  if (found) return { loop, partitions: { kind: 'present', detail: 'the kernel scans them' } };
  return succeeded(table)
    ? { loop, partitions: { kind: 'absent', why: 'the kernel does not scan the partition of a test disk' } }
    : { loop, partitions: { kind: 'unknown', why: 'sfdisk is missing, which partitions the test disk' } };
}

export function probeDeviceMapper(): HostFact {
  if (existsSync('/dev/mapper/control') || /\bdevice-mapper$/m.test(readTextIfThere('/proc/misc')))
    return { kind: 'present' };
  const module = findModule('dm-mod');
  return module === undefined
    ? { kind: 'absent', why: 'the kernel has neither it nor a module for it' }
    : { kind: 'module', name: module };
}

/** Probes fs-verity by the features that the kernel lists once the file system is loaded. */
export function probeVerity(filesystem: string): HostFact {
  const features = join('/sys/fs', filesystem, 'features');
  if (!existsSync(features))
    return { kind: 'unknown', why: `${filesystem} is not loaded, so that its features are unknown` };
  return existsSync(join(features, 'verity'))
    ? { kind: 'present', detail: 'the kernel supports it' }
    : { kind: 'absent', why: 'the kernel was built without it' };
}

/** The module of this name in the module lists; dashes and underscores in names are the same. */
function findModule(name: string): string | undefined {
  const folder = join('/lib/modules', release());
  const listed = `${readTextIfThere(join(folder, 'modules.dep'))}\n${readTextIfThere(join(folder, 'modules.builtin'))}`;
  const pattern = new RegExp(`/${name.replaceAll(/[-_]/g, '[-_]')}\\.ko`, 'm');
  return pattern.test(listed) ? name : undefined;
}
