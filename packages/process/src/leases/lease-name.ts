import { createHash } from 'node:crypto';
import { type Owner, parseOwner, renderOwner } from '../owner/owner.ts';

/** The name of a lease's folder, which identifies its owner from its creation on. */
export interface LeaseName {
  /** Stays the same when another process takes the lease: 16 hexadecimal digits. */
  readonly id: string;
  readonly owner: Pick<Owner, 'pid' | 'start'>;
  /** Identifies the owner's machine, its boot and its PID namespace: 8 hexadecimal digits. */
  readonly place: string;
}

/** `ID.PLACE.PID:START`. */
export function renderLeaseName({ id, owner, place }: LeaseName): string {
  return `${id}.${place}.${renderOwner(owner)}`;
}

/** The lease of a folder's name; absent for other folders. */
export function parseLeaseName(name: string): LeaseName | undefined {
  const [, id, place, process = ''] = /^([0-9a-f]{16})\.([0-9a-f]{8})\.([\d:]+)$/.exec(name) ?? [];
  const owner = parseOwner(process);
  return id === undefined || place === undefined || owner === undefined ? undefined : { id, place, owner };
}

export function leaseName(id: string, owner: Owner): LeaseName {
  const place = createHash('sha256').update(owner.place).digest('hex').slice(0, 8);
  return { id, owner: { pid: owner.pid, start: owner.start }, place };
}
