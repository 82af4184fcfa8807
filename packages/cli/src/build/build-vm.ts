import { resolve } from 'node:path';
import { type Architecture, bytes, defined, GiB, parseArchitecture } from '@bootwright/core';
import { neededFor, parseManifestOutline } from '@bootwright/osbuild-monitor';
import type { BuildNeedsOptions, VmRequest } from '@bootwright/osbuild-runner';
import { machineModels } from '@bootwright/vm';
import { machineArchitecture } from '../container/machine-architecture.ts';
import type { Host } from '../host.ts';
import { type BuildJob, exportsOf } from './build-job.ts';
import type { BuildGiven } from './build-options.ts';
import type { CheckedBuild } from './checked-build.ts';
import { spaceNeeded } from './host/space-needed.ts';
import type { PlannedBuild } from './planned-build.ts';

/** The virtual machine of `--in-vm`, if requested. */
export function vmOf(job: BuildJob, { given, planned, context: { host } }: CheckedBuild): { readonly vm?: VmRequest } {
  if (!given.inVm) return {};
  const architecture = architectureOf(planned, host);
  const outline = neededFor(exportsOf(job), parseManifestOutline(job.manifest));
  const { cache } = spaceNeeded(outline, exportsOf(job), planned.containerSize);
  return {
    vm: {
      architecture,
      scratch: bytes(cache.most + GiB(8)),
      ...(given.vmKernel === undefined ? {} : { kernel: resolve(host.directory, given.vmKernel) }),
      ...defined({ memory: given.vmMemory }),
    },
  };
}

/** What this machine needs of the host, if requested. */
export function machineOf(
  { inVm, vmKernel }: Pick<BuildGiven, 'inVm' | 'vmKernel'>,
  architecture: Architecture,
  host: Host,
): Pick<BuildNeedsOptions, 'machine'> {
  if (!inVm) return {};
  const { program: qemu } = machineModels[architecture];
  return { machine: { qemu, ...(vmKernel === undefined ? {} : { kernel: resolve(host.directory, vmKernel) }) } };
}

/** The architecture of the image, by default this host's. */
export function architectureOf({ architecture }: Pick<PlannedBuild, 'architecture'>, host: Host): Architecture {
  return architecture === undefined ? machineArchitecture(host.machine) : parseArchitecture(architecture);
}
