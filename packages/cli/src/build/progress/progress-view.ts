import type { MonitorEvent, RunProgress } from '@bootwright/osbuild-runner';

/** How a build is shown while it runs. */
export interface ProgressView {
  event(event: MonitorEvent, progress: RunProgress): void;
  /** A line that osbuild writes beside its events. */
  line(text: string): void;
  /** What is going on where no event says it, such as that osbuild is asked to end. */
  say(text: string): void;
  /** Leaves the output as it was found, but for what is to stay. */
  end(): Promise<void>;
}
