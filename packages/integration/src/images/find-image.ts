import { type CommandRunner, commandFault, type Environment, outputText } from '@bootwright/process';
import { notReady, type Readiness, ready } from '../suites/suite.ts';
import { localImage } from './local-image.ts';
import { type ImageRole, notNamed, type WantedImage, wantedImage } from './wanted-images.ts';

type Engine = 'podman' | 'docker';

/** Milliseconds for a pull of some GiB. */
const patience = 1_800_000;

/** The image of a role in `engine`. */
export async function findRoleImage(
  role: ImageRole,
  engine: Engine,
  { runner, environment }: { readonly runner: CommandRunner; readonly environment: Environment },
): Promise<Readiness<string>> {
  const wanted = wantedImage(role, environment);
  return wanted === undefined ? { kind: 'not-ready', ...notNamed(role) } : findImage(wanted, engine, runner);
}

/** A wanted image in `engine`, pulled if it is missing and a pull is asked for. */
export async function findImage(
  wanted: WantedImage,
  engine: Engine,
  runner: CommandRunner,
): Promise<Readiness<string>> {
  const listed = await runner.run([engine, 'image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']);
  const fault = commandFault(listed);
  if (fault !== undefined)
    return notReady(`${engine} does not answer: ${fault.message}`, fault.hint ?? 'read its message');
  const found = listed.kind === 'exited' ? localImage(outputText(listed.stdout), wanted.name) : undefined;
  if (found !== undefined) return ready(found);
  if (!wanted.pull) return notReady(`${engine} has no image ${wanted.name}`, wanted.cure);
  const pull = [engine, 'pull', '--quiet', wanted.name] as const;
  const failed = commandFault(await runner.run(pull, { timeoutMilliseconds: patience }));
  return failed === undefined ? ready(wanted.name) : notReady(failed.message, wanted.cure);
}
