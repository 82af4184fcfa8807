import type { InstallConfiguration } from './install-configuration.ts';

/** What `bootc install print-configuration` prints, as JSON: every key but those of arguments is always there. */
export type PrintedInstallConfiguration = Readonly<Record<string, unknown>>;

const alwaysPrinted = [
  'block',
  'boot-mount-spec',
  'bootloader',
  'bootupd',
  'discoverable-partitions',
  'enforce-container-sigpolicy',
  'filesystem',
  'match-architectures',
  'ostree',
  'root-fs-type',
  'root-mount-spec',
  'stateroot',
] as const;

/**
 * The JSON value that `bootc install print-configuration` prints, with `all` that of `--all`, which adds `kargs` and
 * `karg-deletes` where they are set. Keys are in order, so that compact JSON of it is bootc's output.
 */
export function printInstallConfiguration(
  configuration: InstallConfiguration | undefined,
  all: boolean,
): PrintedInstallConfiguration {
  const config = configuration ?? {};
  const printed: Record<string, unknown> = {};
  for (const key of alwaysPrinted) printed[key] = config[key] ?? null;
  if (config.bootupd) printed.bootupd = { 'skip-boot-uuid': config.bootupd['skip-boot-uuid'] ?? null };
  if (config.filesystem) {
    const root = config.filesystem.root;
    printed.filesystem = { root: root === undefined ? null : { type: root.type ?? null } };
  }
  if (all && config.kargs !== undefined) printed.kargs = config.kargs;
  if (all && config['karg-deletes'] !== undefined) printed['karg-deletes'] = config['karg-deletes'];
  return Object.fromEntries(Object.entries(printed).sort(([left], [right]) => (left < right ? -1 : 1)));
}
