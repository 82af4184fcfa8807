import { type Blueprint, type Customizations, unsupportedOptions } from '@bootwright/blueprint';
import { type DocumentPath, renderPath } from '@bootwright/core';
import type { ImageType } from '@bootwright/image-types';

/** Options that are not on the list of any disk image type and yet have an effect. */
const applied: readonly string[] = ['customizations.filesystem', 'customizations.sshkey'];

/** An option that is on the list and that nothing reads. */
export interface UnreadOption {
  readonly path: DocumentPath;
  readonly isGiven: (customizations: Customizations) => boolean;
  readonly instead: string;
  /** What of the list's own entry has an effect, as dotted paths. */
  readonly remaining: readonly string[];
}

/** Every option that is supported by name alone. */
export const unreadOptions: readonly UnreadOption[] = [
  {
    path: ['customizations', 'sshd'],
    isGiven: ({ sshd }) => sshd !== undefined,
    instead: 'write the settings to a file in /etc/ssh/sshd_config.d',
    remaining: [],
  },
  {
    path: ['customizations', 'ignition', 'embedded'],
    isGiven: ({ ignition }) => ignition?.embedded !== undefined,
    instead: 'give ignition.firstboot.url, or build the configuration into the container',
    remaining: ['customizations.ignition.firstboot'],
  },
];

/** Whether an option has an effect although no list names it. */
export function isApplied(path: DocumentPath): boolean {
  return applied.includes(renderPath(path.slice(0, 2)));
}

/** The path of each given option that has no effect on an image of the type, in the order of the format. */
export function optionsWithoutEffect(blueprint: Blueprint, type: ImageType): readonly DocumentPath[] {
  const unsupported = unsupportedOptions(blueprint, type.supportedOptions).filter((path) => !isApplied(path));
  const { customizations = {} } = blueprint;
  const unread = unreadOptions.filter(({ isGiven }) => isGiven(customizations)).map(({ path }) => path);
  return [...unsupported, ...unread];
}

/** The options that have an effect on images of the type, as dotted paths; each covers all below it. */
export function effectiveOptions(type: ImageType): readonly string[] {
  const listed = type.supportedOptions.flatMap((option) => {
    const unread = unreadOptions.find(({ path }) => `${renderPath(path)}.`.startsWith(`${option}.`));
    return unread?.remaining ?? [option];
  });
  return [...listed, ...applied].sort();
}
