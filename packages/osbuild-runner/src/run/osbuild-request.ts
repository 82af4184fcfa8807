import type { Notice } from '@bootwright/core';
import type { MonitorEvent, RunProgress } from '@bootwright/osbuild-monitor';
import type { CommandRunner, Environment, Lease } from '@bootwright/process';
import type { VmRequest } from '../in-vm/prepare-vm.ts';
import type { OsbuildPlan } from './osbuild-plan.ts';

/** What is built, and where. */
export interface OsbuildRequest
  extends Omit<
    OsbuildPlan,
    'manifest' | 'scratch' | 'runDirectory' | 'resultFile' | 'confined' | 'containerName' | 'lease'
  > {
  /** The manifest's text. */
  readonly manifest: string;
  /** Whether output files keep their owners in the tree; false if the file system has no owners. */
  readonly keepOwners: boolean;
  /** Runs osbuild in a virtual machine, possibly with another kernel; the store is then not used. */
  readonly vm?: VmRequest;
}

/** The context of a run. */
export interface OsbuildRunning {
  readonly runner: CommandRunner;
  /** Where programs are searched; by default only by the runner. */
  readonly environment?: Environment;
  /** Tracks all resources of the run; the caller releases it. */
  readonly lease: Lease;
  /** Ends osbuild, which cleans up first. */
  readonly signal?: AbortSignal;
  /** Called for each event, with the progress after it. */
  readonly onEvent?: (event: MonitorEvent, progress: RunProgress) => void;
  /** Called for each line that osbuild writes outside of its monitor. */
  readonly onLine?: (line: string) => void;
  readonly onNotice?: (notice: Notice) => void;
}
