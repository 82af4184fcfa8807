import type { MonitorEvent, RunProgress } from '@bootwright/boot';
import { unreachable } from '@bootwright/core';
import type { Output } from '../../host.ts';
import { JsonView } from './json-view.ts';
import { TermView } from './term-view.ts';
import { VerboseView } from './verbose-view.ts';

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

export type ProgressKind = 'auto' | 'term' | 'verbose' | 'json';

/** The view of that kind; one that is drawn anew needs a terminal, and the log is shown where there is none. */
export function progressView(kind: ProgressKind, output: Output, json: boolean): ProgressView {
  switch (kind) {
    case 'json':
      return new JsonView(output);
    case 'verbose':
      return new VerboseView(output);
    case 'term':
      return output.terminal ? new TermView(output) : new VerboseView(output);
    case 'auto':
      return progressView(json ? 'json' : 'term', output, json);
    default:
      return unreachable(kind);
  }
}
