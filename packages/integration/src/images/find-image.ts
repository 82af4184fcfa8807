import { type CommandRunner, commandFault, type Environment, outputText } from '@bootwright/process';
import { notReady, type Readiness, ready } from '../rungs/rung.ts';
import { localImage } from './local-image.ts';
import { type ImageVariable, usualImages } from './usual-images.ts';

type Engine = 'podman' | 'docker';

/** Milliseconds for a pull of some GiB. */
const patience = 1_800_000;

/**
 * The image that a variable names, or the usual one, as `engine` has it; one that it has not is pulled, where the name or
 * `BOOTWRIGHT_IMAGE_REGISTRY` says from where.
 */
export async function findImage(
  variable: ImageVariable,
  engine: Engine,
  { runner, environment }: { readonly runner: CommandRunner; readonly environment: Environment },
): Promise<Readiness<string>> {
  const set = environment[variable] ?? '';
  const wanted = set === '' ? usualImages[variable] : set;
  if (wanted === undefined) return notReady(`${variable} is not set`, `set ${variable} to an image that ${engine} has`);
  const listed = await runner.run([engine, 'image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']);
  const fault = commandFault(listed);
  if (fault !== undefined)
    return notReady(
      `${engine} does not answer: ${[fault.message, ...fault.quoted].join('; ')}`,
      fault.hint ?? 'see its message',
    );
  const found = listed.kind === 'exited' ? localImage(outputText(listed.stdout), wanted) : undefined;
  if (found !== undefined) return ready(found);
  const remote = pullName(wanted, environment.BOOTWRIGHT_IMAGE_REGISTRY ?? '');
  if (remote === undefined) {
    const cure = `pull it, set ${variable} to one that is there, or BOOTWRIGHT_IMAGE_REGISTRY to the registry that has it`;
    return notReady(`${engine} has no image ${wanted}`, cure);
  }
  const pull = commandFault(await runner.run([engine, 'pull', '--quiet', remote], { timeoutMilliseconds: patience }));
  return pull === undefined
    ? ready(remote)
    : notReady([pull.message, ...pull.quoted].join('; '), `pull ${remote} by hand, or set ${variable}`);
}

/** The name with its registry; absent where nobody says which, and for images that only an engine has. */
function pullName(wanted: string, registry: string): string | undefined {
  const first = wanted.slice(0, wanted.indexOf('/'));
  if (first === 'localhost') return undefined;
  if (/[.:]/.test(first)) return wanted;
  return registry === '' ? undefined : `${registry}/${wanted}`;
}
