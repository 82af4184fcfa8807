import { type Environment, findProgram, installHint } from '@bootwright/process';
import type { Readiness } from '../suites/suite.ts';

/** Why a suite that needs all of `programs` cannot run; absent where they are on the PATH. */
export function programsMissing(
  programs: readonly string[],
  environment: Environment,
): Extract<Readiness<never>, { readonly kind: 'not-ready' }> | undefined {
  const missing = programs.filter((program) => findProgram(program, environment) === undefined);
  if (missing.length === 0) return undefined;
  const cures = [...new Set(missing.map(installHint))];
  const because = `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not installed`;
  return { kind: 'not-ready', because, cure: cures.join('; ') };
}
