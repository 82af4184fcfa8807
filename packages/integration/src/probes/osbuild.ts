import { type CommandRunner, type Environment, findProgram } from '@bootwright/process';
import { findRoleImage } from '../images/find-image.ts';
import { notReady, type Readiness, ready } from '../suites/suite.ts';

/** The osbuild that checks and builds. */
export type OsbuildCapability =
  | { readonly kind: 'program'; readonly program: string }
  | { readonly kind: 'image'; readonly image: string };

/** The osbuild of the PATH, or that of an image which `engine` has or can pull. */
export async function probeOsbuild(
  engine: 'podman' | 'docker',
  runner: CommandRunner,
  environment: Environment,
): Promise<Readiness<OsbuildCapability>> {
  const program = findProgram('osbuild', environment);
  if (program !== undefined) return ready({ kind: 'program', program });
  const image = await findRoleImage('osbuild', engine, { runner, environment });
  return image.kind === 'ready'
    ? ready({ kind: 'image', image: image.capability })
    : notReady(`osbuild is not on the PATH, and ${image.because}`, image.cure);
}
