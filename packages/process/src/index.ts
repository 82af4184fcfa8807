export type {
  CapturedOutput,
  Command,
  CommandOptions,
  CommandOutput,
  CommandResult,
  CommandRunner,
} from './command/command.ts';
export { outputText, renderCommand } from './command/command.ts';
export { commandFault, requireSuccess } from './command/command-fault.ts';
export { debuggedRunner } from './command/debugged-runner.ts';
export type { Environment } from './command/environment.ts';
export { installHint } from './command/program-packages.ts';
export { findProgram } from './command/program-path.ts';
export { hostRunner, runInForeground } from './command/spawn.ts';
export * from './files.ts';
export type { Lease, LeaseContext, LeaseOptions } from './leases/lease.ts';
export { openLease } from './leases/lease.ts';
export { leaseProcesses } from './leases/lease-processes.ts';
export type { Reclaimed } from './leases/reclaim.ts';
export type { ResourceNote } from './leases/resource-notes.ts';
export { isOurs, makeStateFolder, stateFolders } from './leases/state-folder.ts';
export { sweepLeases } from './leases/sweep-leases.ts';
export type { TrackedResource } from './leases/tracked-resource.ts';
export type { Owner } from './owner/owner.ts';
export { parseOwner, renderOwner } from './owner/owner.ts';
export { ownerLabel, ownerLabels, placeLabel } from './owner/owner-labels.ts';
export { hostSecret, isAlive, thisProcess } from './owner/process-owner.ts';
