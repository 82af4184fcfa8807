import type { Location } from '@bootwright/core';
import type { TextCredential } from './addon-credentials.ts';
import { unitValue } from './configuration-line.ts';
import { wantsText } from './unit-name.ts';

/** A file system or swap area of the disk that the system mounts. */
export interface StateMount {
  /** Of the unit. */
  readonly filename: string;
  /** The device, such as `/dev/disk/by-uuid/…`. */
  readonly what: string;
  /** Absent for a swap area. */
  readonly where?: string;
  readonly type: string;
  readonly options?: string;
}

/** The text of a mount or swap unit (systemd.mount(5), systemd.swap(5)). */
export function mountUnitText({ what, where, type, options }: StateMount, at: Location): string {
  const lines = [
    where === undefined ? '[Swap]' : '[Mount]',
    `What=${unitValue(what, at)}`,
    ...(where === undefined ? [] : [`Where=${unitValue(where, at)}`, `Type=${unitValue(type, at)}`]),
    ...(options === undefined ? [] : [`Options=${unitValue(options, at)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The target that starts each unit at boot, with its units. */
export function mountTargets(
  mounts: readonly StateMount[],
): readonly (readonly [target: string, units: readonly string[]])[] {
  const namesOf = (some: readonly StateMount[]): readonly string[] => some.map(({ filename }) => filename);
  return [
    ['local-fs.target', namesOf(mounts.filter(({ where }) => where !== undefined))],
    ['swap.target', namesOf(mounts.filter(({ where }) => where === undefined))],
  ];
}

/** The units as credentials (systemd-debug-generator(8)). */
export function mountCredentials(mounts: readonly StateMount[], at: Location): readonly TextCredential[] {
  const targets = mountTargets(mounts).filter(([, units]) => units.length > 0);
  return [
    ...mounts.map((mount) => ({ name: `systemd.extra-unit.${mount.filename}`, text: mountUnitText(mount, at) })),
    ...targets.map(([target, units]) => ({ name: `systemd.unit-dropin.${target}`, text: wantsText(units, at) })),
  ];
}
