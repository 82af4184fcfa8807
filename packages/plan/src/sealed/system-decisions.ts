import { type DocumentPath, defined, inside } from '@bootwright/core';
import type { StateCustomizations } from '@bootwright/sealed-state';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { type ChannelDecision, impossible, inState } from './channel-decision.ts';

type SystemValues = Pick<
  StateCustomizations,
  'hostname' | 'timezone' | 'language' | 'keyboard' | 'enabledUnits' | 'maskedUnits'
>;

/** Characters of unit names (systemd.unit(5)); a slash would lead elsewhere. */
const unitNames = /^[\w:.\\@-]{1,255}$/;

/** Options that only sealed images honour, as paths of two steps. */
export const systemOptions = ['hostname', 'timezone', 'locale', 'services'].map((key) => `customizations.${key}`);

/** Settings of the system, and its services. */
export function systemDecisions({ customizations, at }: CustomizationFacts) {
  const { hostname, timezone, locale, services } = customizations;
  const [language, ...others] = locale?.languages ?? [];
  const { keyboard } = locale ?? {};
  const { enabled = [], disabled = [], masked = [] } = services ?? {};
  const decisions: ChannelDecision[] = [];
  const state = (what: string, path: DocumentPath, through: string): void => {
    decisions.push(inState(what, inside(at, ...path), through));
  };
  const none = (what: string, path: DocumentPath, reason: string, instead: string): void => {
    decisions.push(impossible(what, inside(at, ...path), reason, instead));
  };
  if (hostname !== undefined) state('the host name', ['hostname'], '/etc/hostname');
  if (timezone?.timezone !== undefined) state('the time zone', ['timezone', 'timezone'], 'tmpfiles.d');
  if ((timezone?.ntpservers ?? []).length > 0) {
    const reason = 'which service sets the time depends on the container';
    none('the time servers', ['timezone', 'ntpservers'], reason, 'write the configuration of that service to a file');
  }
  if (language !== undefined) state('the locale', ['locale', 'languages', 0], '/etc/locale.conf');
  for (const [index, name] of others.entries()) {
    const reason = 'locale.conf(5) has one language';
    none(`the language "${name}"`, ['locale', 'languages', index + 1], reason, 'install it in the container');
  }
  if (keyboard !== undefined) state('the keyboard layout', ['locale', 'keyboard'], '/etc/vconsole.conf');
  const isName = (unit: string): boolean => unitNames.test(unit);
  for (const [kind, units] of Object.entries({ enabled, masked })) {
    for (const [index, unit] of units.entries()) {
      const reason = 'systemd has no unit of such a name';
      if (!isName(unit))
        none(JSON.stringify(unit), ['services', kind, index], reason, 'use the name of a unit, such as "sshd"');
    }
  }
  for (const [index, unit] of enabled.entries()) {
    if (!isName(unit)) continue;
    state(`the service "${unit}"`, ['services', 'enabled', index], 'a drop-in of multi-user.target');
  }
  for (const [index, unit] of disabled.entries()) {
    const reason = 'a stage of osbuild cannot remove the links that enable a unit';
    none(`disabling "${unit}"`, ['services', 'disabled', index], reason, 'mask it, or disable it in the container');
  }
  for (const [index, unit] of masked.entries()) {
    if (!isName(unit)) continue;
    state(`masking "${unit}"`, ['services', 'masked', index], 'an empty unit file');
  }
  const values: SystemValues = {
    ...defined({ hostname, timezone: timezone?.timezone, language, keyboard }),
    enabledUnits: enabled.filter(isName),
    maskedUnits: masked.filter(isName),
  };
  return { decisions, values };
}
