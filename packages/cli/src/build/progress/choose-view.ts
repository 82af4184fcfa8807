import type { Output } from '../../host.ts';
import { fileView } from './file-view.ts';
import { jsonView } from './json-view.ts';
import type { ProgressView } from './progress-view.ts';
import { TermView } from './term-view.ts';
import { verboseView } from './verbose-view.ts';

export type ProgressKind = 'auto' | 'term' | 'verbose' | 'json' | 'file';

export interface ViewPlace {
  readonly output: Output;
  readonly json: boolean;
  /** Writes the file of `file`. */
  readonly writeState: (text: string) => void;
}

/** The view of this kind. `term` needs a terminal; elsewhere it is `verbose`. */
export function progressView(kind: ProgressKind, place: ViewPlace): ProgressView {
  const { output, json, writeState } = place;
  const views: Readonly<Record<ProgressKind, () => ProgressView>> = {
    auto: () => progressView(json ? 'json' : 'term', place),
    term: () => (output.terminal ? new TermView(output) : verboseView(output)),
    verbose: () => verboseView(output),
    json: () => jsonView(output),
    file: () => fileView(writeState),
  };
  return views[kind]();
}
