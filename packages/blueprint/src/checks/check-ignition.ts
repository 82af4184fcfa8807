import { Fault, inside, type Location } from '@bootwright/core';
import type { Customizations } from '../format/customizations.ts';

/**
 * The fault `blueprint/ignition` where `ignition.firstboot` has both `url` and `empty`. `at` is the place of the
 * customizations.
 */
export function checkIgnition({ ignition }: Customizations, at: Location): readonly Fault[] {
  const { url, empty } = ignition?.firstboot ?? {};
  if (url === undefined || empty !== true) return [];
  const hint = 'keep url to fetch a configuration, or empty to run without one';
  return [firstbootFault('firstboot has both url and empty, which rule each other out', hint, at)];
}

/**
 * The fault `blueprint/ignition` where `ignition.firstboot` has neither. The reference panics on it, but only where it
 * applies Ignition at all, which is not on sealed images. `at` is the place of the customizations.
 */
export function checkIgnitionSource({ ignition }: Customizations, at: Location): readonly Fault[] {
  const firstboot = ignition?.firstboot;
  if (firstboot === undefined || firstboot.url !== undefined || firstboot.empty === true) return [];
  const hint = 'give url to fetch a configuration, or set empty to run without one';
  return [firstbootFault('firstboot has neither url nor empty', hint, at)];
}

const firstbootFault = (message: string, hint: string, at: Location): Fault =>
  new Fault('blueprint/ignition', message, { at: inside(at, 'ignition', 'firstboot'), hint });
