import { type CommandRunner, type Environment, findProgram } from '@bootwright/process';
import { findImage } from '../images/find-image.ts';
import { inspectedImages } from '../images/wanted-images.ts';
import { notReady, type Readiness, ready } from '../suites/suite.ts';
import { probeDocker } from './docker-engine.ts';
import { probeSuiteRoots, type SuiteRoots } from './suite-roots.ts';

/** Containers to inspect. */
export interface InspectCapability {
  /** The folder of the suite's own roots, which have a stand-in for bootc; absent without roots. */
  readonly roots?: string;
  /** Images in Docker's engine with a real bootc. */
  readonly images: readonly string[];
  /** Wanted images that are not available. */
  readonly missing: readonly { readonly name: string; readonly because: string }[];
}

/** Whether an engine has containers to inspect: the suite's own, or images with a real bootc. */
export async function probeInspect(
  runner: CommandRunner,
  environment: Environment,
): Promise<Readiness<InspectCapability>> {
  const docker = await probeDocker(runner, environment);
  if (docker.kind === 'not-ready') return docker;
  const roots = probeSuiteRoots(environment);
  const images: string[] = [];
  const missing: { readonly name: string; readonly because: string; readonly cure: string }[] = [];
  for (const wanted of inspectedImages(environment)) {
    const image = await findImage(wanted, 'docker', runner);
    if (image.kind === 'ready') images.push(image.capability);
    else missing.push({ name: wanted.name, because: image.because, cure: image.cure });
  }
  if (roots.kind === 'ready') return ready({ roots: roots.capability.folder, images, missing });
  if (images.length > 0) return ready({ images, missing });
  const because = [roots, ...missing].map((one) => one.because).join('; and ');
  return notReady(because, [...new Set([roots, ...missing].map(({ cure }) => cure))].join('; or '));
}

/** Whether also a registry can be run, whose program comes from the host. */
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
    : ready({ ...roots.capability, program });
}
