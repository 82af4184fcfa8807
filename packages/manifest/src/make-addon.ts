import { type Architecture, Fault } from '@bootwright/core';
import type { AddonPlan } from '@bootwright/plan';

/** What an addon is made of. */
export interface AddonRequest extends AddonPlan {
  readonly architecture: Architecture;
}

/**
 * Gives the bytes of an addon, signed or not: it comes from outside, as keys do. `addonBytes` of `@bootwright/uki` makes
 * unsigned ones.
 */
export type MakeAddon = (request: AddonRequest) => Uint8Array;

/** For callers that make none. Fault: `manifest/addon`. */
export const noAddons: MakeAddon = () => {
  throw new Fault('manifest/addon', 'the image needs an addon, and nothing makes one', {
    at: { document: 'request', path: ['options', 'sealed'] },
    hint: 'give makeAddon, or set options.sealed.customizations to false',
  });
};
