import { existsSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { dirname } from 'node:path';
import { type Architecture, bytes, caughtFault, defined, Fault, unreachable } from '@bootwright/core';
import { type Environment, findProgram } from '@bootwright/process';
import { chooseAccelerator, findFirmware, machineModels } from '@bootwright/vm';
import type { HostFact, HostNeed } from './host-need.ts';
import { probeDeviceMapper, probeFilesystem, probeKernel, probeLoopDevices, probeVerity } from './probe-kernel.ts';
import { probeOsbuild } from './probe-osbuild.ts';
import { absentBy, canConfine, outputOf, type Probing, succeeded, timeLimit } from './probing.ts';

/** Determines what the host has of each need. The lease tracks what probes create. */
export async function readHost(
  needs: readonly HostNeed[],
  probing: Probing,
): Promise<readonly { readonly need: HostNeed; readonly fact: HostFact }[]> {
  // One probe determines both loop devices and their partitions.
  const needsLoop = needs.some(({ kind }) => kind === 'loop-devices' || kind === 'partitions');
  const loop = needsLoop ? await probeLoopDevices(probing) : undefined;
  const found: { need: HostNeed; fact: HostFact }[] = [];
  for (const need of needs) {
    if (need.kind === 'loop-devices' && loop !== undefined) found.push({ need, fact: loop.loop });
    else if (need.kind === 'partitions' && loop !== undefined) found.push({ need, fact: loop.partitions });
    else found.push({ need, fact: await probe(need, probing) });
  }
  return found;
}

async function probe(need: HostNeed, probing: Probing): Promise<HostFact> {
  const { runner, environment, lease } = probing;
  const options = { ...timeLimit, env: lease.environment };
  switch (need.kind) {
    case 'root':
      return process.getuid?.() === 0
        ? { kind: 'present', detail: 'running as root' }
        : { kind: 'absent', why: 'not running as root' };
    case 'kernel':
      return probeKernel(need);
    case 'mounting':
      return (await canConfine(runner, options))
        ? { kind: 'present' }
        : { kind: 'absent', why: 'the system denies it' };
    case 'filesystem':
      return probeFilesystem(need.name, probing);
    case 'verity':
      return probeVerity(need.filesystem);
    case 'device-mapper':
      return probeDeviceMapper();
    case 'program':
      return programFact(need.name, need.why, environment);
    case 'python-module': {
      const tried = await runner.run(['python3', '-c', `import ${need.name}`], options);
      if (tried.kind === 'not-found') return { kind: 'unknown', why: 'python3 is missing' };
      if (succeeded(tried)) return { kind: 'present' };
      return { kind: 'absent', why: `python3 cannot import ${need.name}; ${need.why}` };
    }
    case 'osbuild':
      return probeOsbuild(need.installation, need.manifest, probing);
    case 'storage-configuration': {
      const file = ['/etc/containers/storage.conf', '/usr/share/containers/storage.conf'].find((path) =>
        existsSync(path),
      );
      return file === undefined
        ? { kind: 'absent', why: 'osbuild finds no storage.conf' }
        : { kind: 'present', detail: file };
    }
    case 'image-store': {
      const help = await runner.run(['podman', '--help'], options);
      if (help.kind === 'not-found') return { kind: 'unknown', why: 'podman is missing' };
      return /--imagestore\b/.test(outputOf(help))
        ? { kind: 'present' }
        : { kind: 'absent', why: 'this podman is too old' };
    }
    case 'image': {
      const id = need.id.replace(/^sha256:/, '');
      const found = await runner.run(['podman', 'image', 'inspect', '--format', '{{.Id}}', id], options);
      if (found.kind === 'not-found') return { kind: 'unknown', why: 'podman is missing' };
      return succeeded(found)
        ? { kind: 'present', detail: "in podman's storage" }
        : { kind: 'absent', why: "not in podman's storage" };
    }
    case 'space':
      return freeSpace(need.path);
    case 'memory':
      return { kind: 'amount', bytes: bytes(freemem()) };
    case 'kvm':
      return kvmFact(need.architecture, probing);
    case 'firmware':
      return firmwareFact(need.architecture);
    case 'tpm':
      return programFact('swtpm', 'disks that use a TPM need it', environment);
    case 'loop-devices':
    case 'partitions':
      throw new Error(`${need.kind} has no probe of its own`);
    default:
      return unreachable(need);
  }
}

function programFact(name: string, why: string, environment: Environment): HostFact {
  const path = findProgram(name, environment);
  return path === undefined ? { kind: 'absent', why: `not on the PATH; ${why}` } : { kind: 'present', detail: path };
}

function freeSpace(path: string): HostFact {
  let folder = path;
  while (!existsSync(folder) && folder !== '/') folder = dirname(folder);
  try {
    const { bavail, bsize } = statfsSync(folder);
    return { kind: 'amount', bytes: bytes(bavail * bsize) };
  } catch (error) {
    return { kind: 'unknown', why: error instanceof Error ? error.message : String(error) };
  }
}

async function kvmFact(architecture: Architecture, probing: Probing): Promise<HostFact> {
  const { accelerator, notices } = await chooseAccelerator('auto', machineModels[architecture], probing);
  if (accelerator === 'kvm') return { kind: 'present', detail: 'a test guest runs with it' };
  const [notice] = notices;
  return { kind: 'absent', why: notice?.message ?? 'KVM does not work', ...defined({ hint: notice?.hint }) };
}

function firmwareFact(architecture: Architecture): HostFact {
  if (machineModels[architecture].firmware === 'own')
    return { kind: 'present', detail: 'the machine has its own firmware' };
  const firmware = caughtFault(() => findFirmware(architecture, 'off'));
  return firmware instanceof Fault ? absentBy(firmware) : { kind: 'present', detail: firmware.code.file };
}
