import type { Owner } from '@bootwright/process';
import { parseOwner, renderOwner } from '@bootwright/process';

/** On each container that is made here: `PID:START` of the process that made it. */
export const ownerLabel = 'dev.bootwright.owner';
/** Beside it: `Owner.place`. */
export const placeLabel = 'dev.bootwright.place';

export function ownerLabels(owner: Owner): readonly string[] {
  return [`${ownerLabel}=${renderOwner(owner)}`, `${placeLabel}=${owner.place}`];
}

/** A container in a listing. */
export interface OwnedContainer extends Pick<Owner, 'pid' | 'start'> {
  readonly id: string;
}

/** Reads lines of `ID PID:START`; what is nothing of the kind is not ours and left out. */
export function parseOwnedContainers(text: string): readonly OwnedContainer[] {
  return text.split('\n').flatMap((line) => {
    const [id = '', owner = ''] = line.trim().split(' ');
    const process = parseOwner(owner);
    return process === undefined || !/^[0-9a-f]{12,64}$/.test(id) ? [] : [{ id, ...process }];
  });
}
