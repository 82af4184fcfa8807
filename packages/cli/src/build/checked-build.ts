import type { CommandRunner, Lease } from '@bootwright/process';
import type { CommandContext } from '../command.ts';
import type { BuildJob } from './build-job.ts';
import type { BuildGiven } from './build-options.ts';
import type { PlannedBuild } from './planned-build.ts';

/** A build that is about to start. */
export interface CheckedBuild {
  readonly planned: PlannedBuild;
  readonly jobs: readonly BuildJob[];
  readonly given: BuildGiven;
  readonly context: CommandContext;
  readonly runner: CommandRunner;
  readonly lease: Lease;
}
