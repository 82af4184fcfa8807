import { type CommandRunner, commandFault, type Environment } from '@bootwright/process';
import { notReady, type Readiness, ready } from '../suites/suite.ts';
import { programsMissing } from './need-programs.ts';

/** Whether a Docker engine answers at `DOCKER_HOST`. */
export async function probeDocker(runner: CommandRunner, environment: Environment): Promise<Readiness<undefined>> {
  const missing = programsMissing(['docker', 'tar'], environment);
  if (missing !== undefined) return missing;
  const fault = commandFault(await runner.run(['docker', 'version'], { timeoutMilliseconds: 30_000 }));
  if (fault === undefined) return ready(undefined);
  const cure = 'set DOCKER_HOST, or run the suite with ".ci/container-engines.sh npm run test:integration"';
  return notReady(`no Docker engine answers: ${[fault.message, ...fault.quoted].join(' ')}`, cure);
}
