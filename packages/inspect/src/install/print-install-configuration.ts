import { keysOf } from '@bootwright/core/schemas';
import { type InstallConfiguration, installSchema } from './install-configuration.ts';

/** What `bootc install print-configuration` prints, as JSON: every key but those of arguments is always there. */
export type PrintedInstallConfiguration = Readonly<Record<string, unknown>>;

const keys = [...keysOf(installSchema)].sort();
const argumentKeys = ['kargs', 'karg-deletes'];

/**
 * The JSON value that `bootc install print-configuration` prints, with `all` that of `--all`, which adds `kargs` and
 * `karg-deletes` where they are set. Keys are in order, so that compact JSON of it is bootc's output.
 */
export function printInstallConfiguration(
  configuration: InstallConfiguration | undefined,
  all: boolean,
): PrintedInstallConfiguration {
  const values: Readonly<Record<string, unknown>> = { ...configuration };
  const printed: Record<string, unknown> = {};
  for (const key of keys) {
    if (!argumentKeys.includes(key)) printed[key] = values[key] ?? null;
    else if (all && values[key] !== undefined) printed[key] = values[key];
  }
  const { bootupd, filesystem } = configuration ?? {};
  if (bootupd) printed.bootupd = { 'skip-boot-uuid': bootupd['skip-boot-uuid'] ?? null };
  if (filesystem) printed.filesystem = { root: filesystem.root ? { type: filesystem.root.type ?? null } : null };
  return printed;
}
