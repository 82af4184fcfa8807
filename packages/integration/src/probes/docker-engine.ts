import { type CommandRunner, commandFault, type Environment } from '@bootwright/process';
import { notReady, type Readiness, ready } from '../rungs/rung.ts';
import { programsMissing } from './need-programs.ts';

/** Whether an engine of Docker answers where `DOCKER_HOST` says. */
export async function probeDocker(runner: CommandRunner, environment: Environment): Promise<Readiness<undefined>> {
  const missing = programsMissing(['docker', 'tar'], environment);
  if (missing !== undefined) return missing;
  const fault = commandFault(await runner.run(['docker', 'version'], { timeoutMilliseconds: 30_000 }));
  if (fault === undefined) return ready(undefined);
  const cure = 'set DOCKER_HOST, or run the suite by ".ci/container-engines.sh npm run test:integration"';
  return notReady(`no engine of Docker answers: ${[fault.message, ...fault.quoted].join(' ')}`, cure);
}
