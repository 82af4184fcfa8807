import { type CommandRunner, type Environment, findProgram } from '@bootwright/process';
import { findImage } from '../images/find-image.ts';
import { notReady, type Readiness, ready } from '../rungs/rung.ts';
import { probeDocker } from './docker-engine.ts';
import { probeSuiteRoots, type SuiteRoots } from './suite-roots.ts';

/** Containers that can be inspected. */
export interface InspectMeans {
  /** Where the suite's own roots are; absent where there are none. */
  readonly roots?: string;
  /** Images that variables name, as Docker's engine has them. */
  readonly images: readonly string[];
}

/** Whether there are containers to inspect in an engine: the suite's own, or those that variables name. */
export async function probeInspect(runner: CommandRunner, environment: Environment): Promise<Readiness<InspectMeans>> {
  const docker = await probeDocker(runner, environment);
  if (docker.kind === 'not-ready') return docker;
  const roots = probeSuiteRoots(environment);
  const images: string[] = [];
  for (const variable of ['BOOTWRIGHT_BOOTC_IMAGE', 'BOOTWRIGHT_SEALED_IMAGE'] as const) {
    if ((environment[variable] ?? '') === '') continue;
    const image = await findImage(variable, 'docker', { runner, environment });
    if (image.kind === 'ready') images.push(image.means);
  }
  if (roots.kind === 'ready') return ready({ roots: roots.means.folder, images });
  return images.length === 0 ? roots : ready({ images });
}

/** Whether besides a registry can be run, of which the program comes from this machine. */
export async function probeRegistry(
  runner: CommandRunner,
  environment: Environment,
): Promise<Readiness<SuiteRoots & { readonly program: string }>> {
  const docker = await probeDocker(runner, environment);
  if (docker.kind === 'not-ready') return docker;
  const roots = probeSuiteRoots(environment);
  if (roots.kind === 'not-ready') return roots;
  const program = findProgram('docker-registry', environment);
  return program === undefined
    ? notReady(
        'docker-registry is not installed',
        '"apt install docker-registry" (Debian, Ubuntu), or put the program of that package on the PATH',
      )
    : ready({ ...roots.means, program });
}
