import { captured } from '@bootwright/cli';
import { unreachable } from '@bootwright/core';
import type { CommandRunner, Environment } from '@bootwright/process';
import { z } from 'zod';
import { findRoleImage } from '../images/find-image.ts';
import { notReady, type Readiness, ready } from '../rungs/rung.ts';
import { type OsbuildMeans, probeOsbuild } from './osbuild.ts';

export interface BuildMeans {
  /** How the command is told where osbuild is, and where it is to run. */
  readonly options: readonly string[];
  /** As root's podman knows it. */
  readonly image: string;
}

/**
 * Whether a disk of an unsealed or a sealed container can be built: on this machine, or in a virtual one of its own
 * where this kernel cannot.
 */
export async function probeBuild(
  role: 'bootc' | 'sealed',
  runner: CommandRunner,
  environment: Environment,
): Promise<Readiness<BuildMeans>> {
  const osbuild = await probeOsbuild('podman', runner, environment);
  if (osbuild.kind === 'not-ready') return osbuild;
  const options = osbuildOptions(osbuild.means);
  const here = await machineLacks(options, environment);
  const inVm = here === undefined ? [] : vmRequest(osbuild.means, environment);
  if (
    here !== undefined &&
    (inVm.length === 0 || (await machineLacks([...options, ...inVm], environment)) !== undefined)
  ) {
    return here;
  }
  const image = await findRoleImage(role, 'podman', { runner, environment });
  return image.kind === 'ready' ? ready({ options: [...options, ...inVm], image: image.means }) : image;
}

/** Of a machine of its own; none where osbuild is in a container. */
function vmRequest({ kind }: OsbuildMeans, { BOOTWRIGHT_VM_KERNEL: kernel = '' }: Environment): readonly string[] {
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

/** What `bootwright doctor` finds missing for building; absent where nothing is. */
async function machineLacks(
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
  const told = (text: string | undefined) => text?.replaceAll(/\s*\n\s*/g, ' ') ?? [];
  return notReady(
    `bootwright doctor finds missing: ${missing.map(({ title, found }) => `${title} (${told(found)})`).join('; ')}`,
    [...new Set(missing.flatMap(({ cure }) => told(cure)))].join('; '),
  );
}

/** How the command is told which osbuild to take. */
function osbuildOptions(osbuild: OsbuildMeans): readonly string[] {
  switch (osbuild.kind) {
    case 'program':
      return ['--osbuild', osbuild.program];
    case 'image':
      return ['--osbuild-image', osbuild.image];
    default:
      return unreachable(osbuild);
  }
}
