import { captured } from '@bootwright/cli';
import { unreachable } from '@bootwright/core';
import type { CommandRunner, Environment } from '@bootwright/process';
import { z } from 'zod';
import { findRoleImage } from '../images/find-image.ts';
import { notReady, type Readiness, ready } from '../suites/suite.ts';
import { type OsbuildCapability, probeOsbuild } from './osbuild.ts';

export interface BuildCapability {
  /** Options that select osbuild, and whether it runs in a virtual machine. */
  readonly options: readonly string[];
  /** The name of the image in root's podman. */
  readonly image: string;
}

/**
 * Whether a disk of an unsealed or a sealed container can be built: on the host, or in a virtual machine if the kernel of
 * the host is not suitable.
 */
export async function probeBuild(
  role: 'bootc' | 'sealed',
  runner: CommandRunner,
  environment: Environment,
): Promise<Readiness<BuildCapability>> {
  const builds = await probeOptions(runner, environment);
  if (builds.kind === 'not-ready') return builds;
  const image = await findRoleImage(role, 'podman', { runner, environment });
  return image.kind === 'ready' ? ready({ options: builds.capability, image: image.capability }) : image;
}

/** Whether an ISO can be built: of the container that `BOOTWRIGHT_ISO_IMAGE` names, which has the tools for that. */
export async function probeIsoBuild(
  runner: CommandRunner,
  environment: Environment,
): Promise<Readiness<BuildCapability>> {
  const image = environment.BOOTWRIGHT_ISO_IMAGE ?? '';
  if (image === '') {
    return notReady(
      'BOOTWRIGHT_ISO_IMAGE is not set',
      "set it to a bootable image in root's podman with GRUB, shim, squashfs-tools, xorriso and isomd5sum",
    );
  }
  const builds = await probeOptions(runner, environment);
  return builds.kind === 'ready' ? ready({ options: builds.capability, image }) : builds;
}

/** The options with which osbuild can build on this host. */
async function probeOptions(runner: CommandRunner, environment: Environment): Promise<Readiness<readonly string[]>> {
  const osbuild = await probeOsbuild('podman', runner, environment);
  if (osbuild.kind === 'not-ready') return osbuild;
  const options = osbuildOptions(osbuild.capability);
  const here = await missingForBuild(options, environment);
  const inVm = here === undefined ? [] : vmRequest(osbuild.capability, environment);
  if (
    here !== undefined &&
    (inVm.length === 0 || (await missingForBuild([...options, ...inVm], environment)) !== undefined)
  ) {
    return here;
  }
  return ready([...options, ...inVm]);
}

/** Options for a virtual machine; none if osbuild is in a container. */
function vmRequest({ kind }: OsbuildCapability, { BOOTWRIGHT_VM_KERNEL: kernel = '' }: Environment): readonly string[] {
  if (kind !== 'program') return [];
  return ['--in-vm', ...(kernel === '' ? [] : ['--vm-kernel', kernel])];
}

const doctorAnswer = z.object({
  needs: z.array(
    z.object({
      title: z.string(),
      state: z.enum(['ok', 'doubtful', 'missing']),
      found: z.string(),
      cure: z.string().optional(),
    }),
  ),
});

/** What `bootwright doctor` reports as missing for a build; absent if nothing is. */
async function missingForBuild(
  options: readonly string[],
  environment: Environment,
): Promise<ReturnType<typeof notReady> | undefined> {
  const given = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const argv = ['doctor', '--for', 'build', '--json', ...options];
  const { stdout } = await captured(argv, { environment: Object.fromEntries(given) });
  const missing = doctorAnswer.parse(JSON.parse(stdout)).needs.filter(({ state }) => state === 'missing');
  if (missing.length === 0) return undefined;
  const oneLine = (text: string | undefined) => text?.replaceAll(/\s*\n\s*/g, ' ') ?? [];
  return notReady(
    `bootwright doctor reports as missing: ${missing.map(({ title, found }) => `${title} (${oneLine(found)})`).join('; ')}`,
    [...new Set(missing.flatMap(({ cure }) => oneLine(cure)))].join('; '),
  );
}

/** Options that select osbuild. */
function osbuildOptions(osbuild: OsbuildCapability): readonly string[] {
  switch (osbuild.kind) {
    case 'program':
      return ['--osbuild', osbuild.program];
    case 'image':
      return ['--osbuild-image', osbuild.image];
    default:
      return unreachable(osbuild);
  }
}
