import type { PlanContext } from '@bootwright/build-request';
import type { ContainerInfo } from '@bootwright/container-facts';
import { Fault, type Location } from '@bootwright/core';

/** A text that osbuild writes into GRUB's menu on a medium, with its place in the request. */
export interface MenuValue {
  readonly value: string;
  readonly form: 'title' | 'word' | 'arguments';
  readonly at: Location;
}

/**
 * What the menu takes as it is (stage org.osbuild.grub2.iso of osbuild): titles and labels are between single quotes;
 * kernel arguments are without quotes, so that GRUB reads its own signs and quotes in them.
 */
const forms: Readonly<Record<MenuValue['form'], RegExp>> = {
  title: /^[^'\r\n]*$/,
  word: /^[^\s;{}|&$<>\\'"#]*$/,
  arguments: /^(?:[^;{}|&$<>\\'"#\r\n]|'[^'\r\n]*'|"[^"\\$\r\n]*"|(?<=[^\s])#)*$/,
};

const hints: Readonly<Record<MenuValue['form'], string>> = {
  title: 'remove single quotes and line ends',
  word: 'use letters, digits, ".", "_" and "-"',
  arguments: 'remove ; { } | & $ < > and backslashes, or put them between single quotes',
};

/**
 * Faults `media/menu` of values that end a title or a command of GRUB's menu, or split into other words there; under
 * `reference`, a notice for each.
 */
export function menuValueFaults(values: readonly MenuValue[], context: PlanContext): readonly Fault[] {
  return values.flatMap(({ value, form, at }) => {
    if (forms[form].test(value) || !context.fixes('menu-value', at)) return [];
    const message = `${JSON.stringify(value.slice(0, 60))} breaks a line of the boot menu`;
    return [new Fault('media/menu', message, { at, hint: hints[form] })];
  });
}

/** What the titles of osbuild's own entries say of the system. */
export function systemValues({ os: { release } }: ContainerInfo): readonly MenuValue[] {
  const at = (key: string): Location => ({ document: 'container', path: ['os_info', 'os_release', key] });
  return [
    { value: release.name, form: 'title', at: at('name') },
    { value: release.versionId, form: 'title', at: at('version_id') },
  ];
}

/** Variables that osbuild replaces in the entries of iso.yaml. */
const variables =
  /\$(?:\{(?:product|version|kernelpath|initrdpath|isolabel|root)\}|(?:product|version|kernelpath|initrdpath|isolabel|root)\b)/g;

/** The command of an entry, without what osbuild replaces in it. */
export function withoutVariables(command: string): string {
  return command.replace(variables, '');
}
