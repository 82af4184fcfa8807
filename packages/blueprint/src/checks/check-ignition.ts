import type { Fault, Location } from '@bootwright/core';
import type { Customizations } from '../format/customizations.ts';
import { findingsAt } from './findings.ts';

const code = 'blueprint/ignition';

/**
 * The fault `blueprint/ignition` where `ignition.firstboot` has both `url` and `empty`. `at` is the place of the
 * customizations.
 */
export function checkIgnition(customizations: Customizations, at: Location): readonly Fault[] {
  const findings = findingsAt(at);
  const firstboot = customizations.ignition?.firstboot;
  if (firstboot?.url !== undefined && firstboot.empty === true) {
    findings.add(['ignition', 'firstboot'], {
      code,
      message: 'firstboot has both url and empty, which rule each other out',
      hint: 'keep url to fetch a configuration, or empty to run without one',
    });
  }
  return findings.faults;
}

/**
 * The fault `blueprint/ignition` where `ignition.firstboot` has neither. The reference panics on it, but only where it
 * applies Ignition at all, which is not on sealed images. `at` is the place of the customizations.
 */
export function checkIgnitionSource(customizations: Customizations, at: Location): readonly Fault[] {
  const findings = findingsAt(at);
  const firstboot = customizations.ignition?.firstboot;
  if (firstboot !== undefined && firstboot.url === undefined && firstboot.empty !== true) {
    findings.add(['ignition', 'firstboot'], {
      code,
      message: 'firstboot has neither url nor empty',
      hint: 'give url to fetch a configuration, or set empty to run without one',
    });
  }
  return findings.faults;
}
