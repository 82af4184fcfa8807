import type { Environment } from '@bootwright/process';
import type { BootTestOptions } from './boot-test-options.ts';
import type { MissingCapability } from './capabilities.ts';

/** Of what is missing, what the options or BOOTWRIGHT_REQUIRE do not let a test be skipped for. */
export function requiredOf(
  missing: readonly MissingCapability[],
  required: BootTestOptions['requireCapabilities'],
  environment: Environment,
): readonly MissingCapability[] {
  const names = (environment.BOOTWRIGHT_REQUIRE ?? '').split(/[\s,]+/);
  const all = required ?? names.includes('all');
  if (typeof all === 'boolean' && all) return missing;
  const listed: readonly string[] = typeof required === 'object' ? required : required === undefined ? names : [];
  return missing.filter(({ capability }) => listed.includes(capability));
}

/** All reasons as the note of a skipped test. */
export function skipNote(missing: readonly MissingCapability[]): string {
  return missing.map(({ reason }) => reason).join('; ');
}
