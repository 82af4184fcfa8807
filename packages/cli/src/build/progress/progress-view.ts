import type { MonitorEvent, RunProgress } from '@bootwright/osbuild-monitor';

/** How a build is shown while it runs. */
export interface ProgressView {
  event(event: MonitorEvent, progress: RunProgress): void;
  /** A line of output from osbuild that is not an event. */
  line(text: string): void;
  /** A status without an event, such as that osbuild is being stopped. */
  say(text: string): void;
  /** Leaves only the final state on the output. */
  end(): Promise<void>;
}
