import type { Location } from '@bootwright/core';
import type { LeftOut } from '@bootwright/sealed-state';

/** How one customization of a sealed image reaches it, and why. */
export type ChannelDecision = DeliveredCustomization | ImpossibleCustomization;

interface Customization {
  /** As a person would call it. */
  readonly what: string;
  readonly at?: Location;
  readonly reason: string;
}

export interface DeliveredCustomization extends Customization {
  /** The state of the deployment on the root file system, or the addon of the UKI on the ESP. */
  readonly channel: 'state' | 'addon';
  /** What carries it out in the running system. */
  readonly through: string;
}

export interface ImpossibleCustomization extends Customization {
  readonly channel: 'none';
  /** Of its notice. */
  readonly code: 'sealed/deployment-edit' | 'sealed/kernel-arguments' | 'sealed/not-mounted';
  /** What to do instead. */
  readonly instead: string;
}

export const stateReason =
  'the state of the deployment is writable and not covered by the seal, and the image keeps its digest';

export const addonReason =
  'the command line of the UKI is signed, and its stub appends the arguments of addons on the ESP to it';

/** A customization that goes into the state. */
export function inState(what: string, at: Location, through: string): DeliveredCustomization {
  return { what, at, channel: 'state', through, reason: stateReason };
}

/** A customization that nothing can carry out. */
export function impossible(what: string, at: Location, reason: string, instead: string): ImpossibleCustomization {
  return { what, at, channel: 'none', code: 'sealed/deployment-edit', reason, instead };
}

/** A part of a customization that systemd would not take. */
export function rejectedPart({ what, at, reason, instead }: LeftOut): ImpossibleCustomization {
  return impossible(
    what,
    at,
    reason ?? 'no credential of systemd carries it',
    instead ?? 'build it into the container',
  );
}
