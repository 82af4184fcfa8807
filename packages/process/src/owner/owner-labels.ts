import { type Owner, renderOwner } from './owner.ts';

/** On each temporary container and image: `PID:START` of the process that created it. */
export const ownerLabel = 'dev.bootwright.owner';
/** Next to it: `Owner.place`. */
export const placeLabel = 'dev.bootwright.place';

/** The labels by which containers and images of an ended process are found. */
export function ownerLabels(owner: Owner): Readonly<Record<string, string>> {
  return { [ownerLabel]: renderOwner(owner), [placeLabel]: owner.place };
}
