import { type CommandRunner, commandFault } from '@bootwright/process';
import { findImage } from '../images/find-image.ts';
import { notReady, type Readiness, ready } from '../rungs/rung.ts';
import { type OsbuildMeans, probeOsbuild } from './osbuild.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface BuildMeans {
  readonly osbuild: OsbuildMeans;
  /** As root's podman knows it. */
  readonly image: string;
}

/** Whether a disk of the container that a variable names can be built here. */
export async function probeBuild(
  variable: 'BOOTWRIGHT_BOOTC_IMAGE' | 'BOOTWRIGHT_SEALED_IMAGE',
  runner: CommandRunner,
  environment: Environment,
): Promise<Readiness<BuildMeans>> {
  if (process.getuid?.() !== 0) return notReady('osbuild builds as root', 'run the suite as root');
  const osbuild = await probeOsbuild('podman', runner, environment);
  if (osbuild.kind === 'not-ready') return osbuild;
  const kernel = await kernelLacks(runner);
  if (kernel !== undefined) return kernel;
  const image = await findImage(variable, 'podman', { runner, environment });
  return image.kind === 'ready' ? ready({ osbuild: osbuild.means, image: image.means }) : image;
}

/** What disks need of the kernel: a loop device, and the file systems that are mounted. */
async function kernelLacks(runner: CommandRunner): Promise<ReturnType<typeof notReady> | undefined> {
  const cure = 'run the suite on a machine, or in a virtual one, whose kernel has them';
  const loop = commandFault(await runner.run(['losetup', '--find']));
  if (loop !== undefined) return notReady(`the kernel gives no loop device: ${loop.message}`, cure);
  for (const filesystem of ['vfat', 'ext4']) {
    const probe = ['sh', '-c', `grep -qw ${filesystem} /proc/filesystems || modprobe ${filesystem}`];
    const fault = commandFault(await runner.run(probe));
    if (fault !== undefined) return notReady(`the kernel knows no ${filesystem}`, cure);
  }
  return undefined;
}
