import type { Notice } from '@bootwright/core';
import type { CommandRunner, Environment, Lease } from '@bootwright/process';
import type { VmRequest } from '../in-vm/prepare-vm.ts';
import type { MonitorEvent } from '../monitor/monitor-event.ts';
import type { RunProgress } from '../monitor/run-progress.ts';
import type { OsbuildPlan } from './osbuild-plan.ts';

/** What is built, and where it goes. */
export interface OsbuildRequest
  extends Omit<
    OsbuildPlan,
    'manifest' | 'scratch' | 'runDirectory' | 'resultFile' | 'confined' | 'containerName' | 'lease'
  > {
  /** The manifest's text. */
  readonly manifest: string;
  /** Whether files of the output keep the owners that they have in the tree; false where its file system has none. */
  readonly keepOwners: boolean;
  /** Run all of osbuild in a machine of its own, whose kernel may be another; the store is then not used. */
  readonly vm?: VmRequest;
}

/** What a run works with. */
export interface OsbuildRunning {
  readonly runner: CommandRunner;
  /** Where programs are looked for; by default nowhere but by the runner. */
  readonly environment?: Environment;
  /** Holds all that the run takes, and is released by the caller. */
  readonly lease: Lease;
  /** Ends osbuild, which tidies up first. */
  readonly signal?: AbortSignal;
  /** Each event as it comes, and where the build then stands. */
  readonly onEvent?: (event: MonitorEvent, progress: RunProgress) => void;
  /** Each line that osbuild writes beside its monitor. */
  readonly onLine?: (line: string) => void;
  readonly onNotice?: (notice: Notice) => void;
}
