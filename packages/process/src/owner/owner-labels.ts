import { type Owner, renderOwner } from './owner.ts';

/** On each container and image that is made for a while: `PID:START` of the process that made it. */
export const ownerLabel = 'dev.bootwright.owner';
/** Beside it: `Owner.place`. */
export const placeLabel = 'dev.bootwright.place';

/** By which what an engine holds of a process that is gone is found. */
export function ownerLabels(owner: Owner): Readonly<Record<string, string>> {
  return { [ownerLabel]: renderOwner(owner), [placeLabel]: owner.place };
}
