import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { compareVersions, defined, Fault } from '@bootwright/core';
import { outputText } from '@bootwright/process';
import { findKernel } from '../in-vm/find-kernel.ts';
import type { HostFact, HostNeed } from './host-need.ts';
import { lastLine, type Probing, patience, saidBy, succeeded } from './probing.ts';

const isRoot = process.getuid?.() === 0;

/** The version of this machine's kernel, or of the one that a machine of its own would start. */
export function probeKernel({ least, machine }: KernelNeed): HostFact {
  const version = machine === undefined ? release() : machineKernel(machine.file);
  if (typeof version !== 'string') return version;
  return least === undefined || compareVersions(version, least) >= 0
    ? { kind: 'present', detail: `Linux ${version}` }
    : { kind: 'absent', why: `the kernel is Linux ${version}` };
}

type KernelNeed = Extract<HostNeed, { readonly kind: 'kernel' }>;

function machineKernel(file: string | undefined): string | HostFact {
  try {
    return findKernel(file).version;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'absent', why: error.message, ...defined({ hint: error.hint }) };
  }
}

/** Whether the kernel mounts this file system: it says so, or it is asked to mount an empty file. */
export async function probeFilesystem(name: string, probing: Probing): Promise<HostFact> {
  if (
    textOf('/proc/filesystems')
      .split('\n')
      .some((line) => line.trim() === name)
  ) {
    return { kind: 'present', detail: 'the kernel knows it' };
  }
  const module = findModule(name);
  if (module !== undefined) return { kind: 'module', name: module };
  if (!isRoot) return { kind: 'unknown', why: 'the kernel does not list it, and only root can try' };
  const file = join(probing.lease.folder, `empty-${name}`);
  writeFileSync(file, '');
  truncateSync(file, 1024 * 1024);
  const mount = ['unshare', '--mount', 'mount', '-t', name, '-o', 'loop,ro', file, probing.lease.folder];
  const said = saidBy(await probing.runner.run(mount, { ...patience, env: probing.lease.environment }));
  if (/unknown filesystem type/.test(said)) return { kind: 'absent', why: 'the kernel does not know it' };
  // Everything else comes of the emptiness of the file, which the file system itself has looked at.
  return /wrong fs type|bad superblock|can't read superblock/i.test(said)
    ? { kind: 'present', detail: 'the kernel has loaded it' }
    : { kind: 'unknown', why: `mount says: ${lastLine(said)}` };
}

/** Loop devices as they are used: one is made, with a table of one partition, and given back. */
export async function probeLoopDevices(
  probing: Probing,
): Promise<{ readonly loop: HostFact; readonly partitions: HostFact }> {
  if (!isRoot) {
    const why = 'only root can try';
    const there = existsSync('/dev/loop-control');
    const loop: HostFact = there ? { kind: 'unknown', why } : { kind: 'absent', why: 'there is no /dev/loop-control' };
    return { loop, partitions: { kind: 'unknown', why } };
  }
  const { runner, lease } = probing;
  const disk = join(lease.folder, 'disk.raw');
  writeFileSync(disk, '');
  truncateSync(disk, 8 * 1024 * 1024);
  const options = { ...patience, env: lease.environment };
  const table = await runner.run(['sfdisk', '--quiet', disk], { ...options, stdin: 'label: gpt\n,\n' });
  const made = await runner.run(['losetup', '--find', '--show', '--partscan', disk], options);
  if (!succeeded(made) || made.kind !== 'exited') {
    const why = made.kind === 'not-found' ? 'losetup is not there' : lastLine(saidBy(made));
    return { loop: { kind: 'absent', why }, partitions: { kind: 'unknown', why: 'there are no loop devices' } };
  }
  const device = outputText(made.stdout).trim();
  const name = device.replace('/dev/', '');
  const found = existsSync(join('/sys/block', name, `${name}p1`));
  await runner.run(['losetup', '--detach', device], options);
  const loop: HostFact = { kind: 'present', detail: 'one was made and given back' };
  if (found) return { loop, partitions: { kind: 'present', detail: 'the kernel finds them' } };
  return succeeded(table)
    ? { loop, partitions: { kind: 'absent', why: 'the kernel does not find the partition of a test disk' } }
    : { loop, partitions: { kind: 'unknown', why: 'sfdisk, which would make a test disk, is not there' } };
}

export function probeDeviceMapper(): HostFact {
  if (existsSync('/dev/mapper/control') || /\bdevice-mapper$/m.test(textOf('/proc/misc'))) return { kind: 'present' };
  const module = findModule('dm-mod');
  return module === undefined
    ? { kind: 'absent', why: 'the kernel has none, and no module of it' }
    : { kind: 'module', name: module };
}

/** The kernel lists what ext4 can do, where ext4 is loaded. */
export function probeVerity(filesystem: string): HostFact {
  const features = join('/sys/fs', filesystem, 'features');
  if (!existsSync(features)) return { kind: 'unknown', why: `${filesystem} is not loaded, so that nobody can tell` };
  return existsSync(join(features, 'verity'))
    ? { kind: 'present', detail: 'the kernel has it' }
    : { kind: 'absent', why: 'the kernel was built without it' };
}

/** The module of that name, as its folder lists it; names with dashes and underscores are the same. */
function findModule(name: string): string | undefined {
  const folder = join('/lib/modules', release());
  const listed = `${textOf(join(folder, 'modules.dep'))}\n${textOf(join(folder, 'modules.builtin'))}`;
  const pattern = new RegExp(`/${name.replaceAll(/[-_]/g, '[-_]')}\\.ko`, 'm');
  return pattern.test(listed) ? name : undefined;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
