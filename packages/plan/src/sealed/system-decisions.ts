import { type DocumentPath, defined, inside, pushAll } from '@bootwright/core';
import { acceptedUnits, type StateCustomizations, unitName } from '@bootwright/sealed-state';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { type ChannelDecision, impossible, inState, rejectedPart } from './channel-decision.ts';

type SystemValues = Pick<
  StateCustomizations,
  'hostname' | 'timezone' | 'language' | 'keyboard' | 'enabledUnits' | 'maskedUnits'
>;

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
  const written = new Set((customizations.files ?? []).map(({ path }) => path));
  /** Whether a file of the blueprint leaves a setting its place. */
  const isFree = (what: string, path: DocumentPath, file: string): boolean => {
    if (!written.has(file)) return true;
    none(what, path, `the file ${file} of the blueprint takes its place`, 'leave one of them out');
    return false;
  };
  const setting = (what: string, path: DocumentPath, file: string, through = file): boolean => {
    const isSet = isFree(what, path, file);
    if (isSet) state(what, path, through);
    return isSet;
  };
  const zone = timezone?.timezone;
  const sets = {
    hostname: hostname !== undefined && setting('the host name', ['hostname'], '/etc/hostname'),
    timezone: zone !== undefined && setting('the time zone', ['timezone', 'timezone'], '/etc/localtime', 'tmpfiles.d'),
    language: language !== undefined && setting('the locale', ['locale', 'languages', 0], '/etc/locale.conf'),
    keyboard: keyboard !== undefined && setting('the keyboard layout', ['locale', 'keyboard'], '/etc/vconsole.conf'),
  };
  if ((timezone?.ntpservers ?? []).length > 0) {
    const reason = 'which service sets the time depends on the container';
    none('the time servers', ['timezone', 'ntpservers'], reason, 'write the configuration of that service to a file');
  }
  for (const [index, name] of others.entries()) {
    const reason = 'locale.conf(5) has one language';
    none(`the language "${name}"`, ['locale', 'languages', index + 1], reason, 'install it in the container');
  }
  const [started = [], hidden = []] = Object.entries({ enabled, masked }).map(([kind, units]) => {
    const { value, leftOut } = acceptedUnits(units, inside(at, 'services', kind));
    pushAll(decisions, leftOut.map(rejectedPart));
    return value;
  });
  for (const [index, unit] of enabled.entries()) {
    if (!started.includes(unit)) continue;
    state(`the service "${unit}"`, ['services', 'enabled', index], 'a drop-in of multi-user.target');
  }
  for (const [index, unit] of disabled.entries()) {
    const reason = 'a stage of osbuild cannot remove the links that enable a unit';
    none(`disabling "${unit}"`, ['services', 'disabled', index], reason, 'mask it, or disable it in the container');
  }
  const empty: string[] = [];
  for (const [index, unit] of masked.entries()) {
    if (!hidden.includes(unit)) continue;
    const file = `/etc/systemd/system/${unitName(unit)}`;
    if (setting(`masking "${unit}"`, ['services', 'masked', index], file, 'an empty unit file')) empty.push(unit);
  }
  const values: SystemValues = {
    ...defined({
      hostname: sets.hostname ? hostname : undefined,
      timezone: sets.timezone ? zone : undefined,
      language: sets.language ? language : undefined,
      keyboard: sets.keyboard ? keyboard : undefined,
    }),
    enabledUnits: started,
    maskedUnits: empty,
  };
  return { decisions, values };
}
