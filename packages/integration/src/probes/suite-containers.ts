import { type CommandRunner, type Environment, findProgram } from '@bootwright/process';
import { findImage } from '../images/find-image.ts';
import { inspectedImages } from '../images/wanted-images.ts';
import { notReady, type Readiness, ready } from '../rungs/rung.ts';
import { probeDocker } from './docker-engine.ts';
import { probeSuiteRoots, type SuiteRoots } from './suite-roots.ts';

/** Containers that can be inspected. */
export interface InspectMeans {
  /** Where the suite's own roots are, with a stand-in for bootc; absent where there are none. */
  readonly roots?: string;
  /** Images with a bootc of their own, as Docker's engine has them. */
  readonly images: readonly string[];
  /** Images that were wanted and cannot be had. */
  readonly missing: readonly { readonly name: string; readonly because: string }[];
}

/** Whether there are containers to inspect in an engine: the suite's own, or images with a bootc of their own. */
export async function probeInspect(runner: CommandRunner, environment: Environment): Promise<Readiness<InspectMeans>> {
  const docker = await probeDocker(runner, environment);
  if (docker.kind === 'not-ready') return docker;
  const roots = probeSuiteRoots(environment);
  const images: string[] = [];
  const missing: { readonly name: string; readonly because: string; readonly cure: string }[] = [];
  for (const wanted of inspectedImages(environment)) {
    const image = await findImage(wanted, 'docker', runner);
    if (image.kind === 'ready') images.push(image.means);
    else missing.push({ name: wanted.name, because: image.because, cure: image.cure });
  }
  if (roots.kind === 'ready') return ready({ roots: roots.means.folder, images, missing });
  if (images.length > 0) return ready({ images, missing });
  const because = [roots, ...missing].map((one) => one.because).join('; and ');
  return notReady(because, [...new Set([roots, ...missing].map(({ cure }) => cure))].join('; or '));
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
