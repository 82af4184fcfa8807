import { type Change, type ChangeClass, changeClasses } from '@bootwright/manifest-diff';

/** What a change is about: as in the diff of two manifests, and what only names tell. */
export type FleetClass = ChangeClass | 'package' | 'container' | 'file' | 'boot-mode';

/** Every class. */
export const fleetClasses: readonly FleetClass[] = ['boot-mode', 'package', 'container', 'file', ...changeClasses];

/** One change in the words of a reviewer, without anything that is special to the manifest, such as indexes. */
export interface FleetChange {
  readonly class: FleetClass;
  readonly kind: Change['kind'];
  /** Pipeline and stage; absent outside of them. */
  readonly where?: string;
  /** What changed, such as `stage users added` or `size`. */
  readonly subject: string;
  /** What may differ between manifests: neighbours, values. */
  readonly details: readonly string[];
}

/** The change in one line. */
export function changeText({ where, subject, details }: FleetChange): string {
  const text = `${subject}${detailText(details)}`;
  return where === undefined ? text : `${where}: ${text}`;
}

/** Details behind a subject: values, which begin with a colon, then words. */
export function detailText(details: readonly string[]): string {
  const values = details.filter((one) => one.startsWith(': '));
  const words = details.filter((one) => !one.startsWith(': '));
  return `${values.join('')}${words.length === 0 ? '' : ` ${words.join(', ')}`}`;
}
