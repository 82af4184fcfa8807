export type { Lease, LeaseOptions } from './leases/lease.ts';
export { openLease } from './leases/lease.ts';
export type { OwnedNote } from './leases/notes.ts';
export type { OwnedThing } from './leases/owned-thing.ts';
export type { Reclaimed } from './leases/reclaim.ts';
export { sweepLeases } from './leases/sweep-leases.ts';
