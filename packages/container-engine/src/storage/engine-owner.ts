import type { Owner } from '@bootwright/process';
import { parseOwner } from '@bootwright/process';

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
