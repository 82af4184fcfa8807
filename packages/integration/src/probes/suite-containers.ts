import { type CommandRunner, findProgram } from '@bootwright/process';
import { notReady, type Readiness, ready } from '../rungs/rung.ts';
import { probeDocker } from './docker-engine.ts';
import { probeSuiteRoots, type SuiteRoots } from './suite-roots.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the suite's own containers can be inspected in an engine. */
export async function probeInspect(runner: CommandRunner, environment: Environment): Promise<Readiness<SuiteRoots>> {
  const docker = await probeDocker(runner, environment);
  return docker.kind === 'ready' ? probeSuiteRoots(environment) : docker;
}

/** Whether besides a registry can be run, of which the program comes from this machine. */
export async function probeRegistry(
  runner: CommandRunner,
  environment: Environment,
): Promise<Readiness<SuiteRoots & { readonly program: string }>> {
  const inspect = await probeInspect(runner, environment);
  if (inspect.kind === 'not-ready') return inspect;
  const program = findProgram('docker-registry', environment);
  return program === undefined
    ? notReady(
        'docker-registry is not installed',
        '"apt install docker-registry" (Debian, Ubuntu), or put the program of that package on the PATH',
      )
    : ready({ ...inspect.means, program });
}
