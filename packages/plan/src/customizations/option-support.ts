import { type Blueprint, unsupportedOptions } from '@bootwright/blueprint';
import { type DocumentPath, renderPath } from '@bootwright/core';
import type { ImageType } from '@bootwright/image-types';

/** Whether an option has an effect on images of the type although its list does not name it. */
export function isApplied(path: DocumentPath, { unlistedOptions }: ImageType): boolean {
  return unlistedOptions.includes(renderPath(path.slice(0, 2)));
}

/** The path of each given option that the list of the type covers and that nothing reads. */
export function unreadOptions(blueprint: Blueprint, type: ImageType): readonly DocumentPath[] {
  return type.unreadOptions.map((option) => option.split('.')).filter((path) => isGiven(blueprint, path));
}

function isGiven(blueprint: Blueprint, path: readonly string[]): boolean {
  let value: unknown = blueprint;
  for (const step of path) value = Object(value)[step];
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** The path of each given option that has no effect on an image of the type, in the order of the format. */
export function optionsWithoutEffect(blueprint: Blueprint, type: ImageType): readonly DocumentPath[] {
  const unsupported = unsupportedOptions(blueprint, type.supportedOptions).filter((path) => !isApplied(path, type));
  return [...unsupported, ...unreadOptions(blueprint, type)];
}

/** What remains of listed options that are read in part only. */
const remaining: ReadonlyMap<string, readonly string[]> = new Map([
  ['customizations.ignition', ['customizations.ignition.firstboot']],
  [
    'customizations.installer',
    ['bootloader', 'kickstart', 'modules', 'sudo-nopasswd', 'unattended'].map(
      (key) => `customizations.installer.${key}`,
    ),
  ],
]);

/** The options that have an effect on images of the type, as dotted paths; each covers all below it. */
export function effectiveOptions(type: ImageType): readonly string[] {
  const listed = type.supportedOptions.flatMap((option) => {
    if (type.unreadOptions.includes(option)) return [];
    const isPartial = type.unreadOptions.some((unread) => unread.startsWith(`${option}.`));
    return isPartial ? (remaining.get(option) ?? []) : [option];
  });
  return [...listed, ...type.unlistedOptions].sort();
}
