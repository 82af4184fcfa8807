import { unreachable } from '@bootwright/core';
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
  switch (kind) {
    case 'json':
      return jsonView(output);
    case 'verbose':
      return verboseView(output);
    case 'term':
      return output.terminal ? new TermView(output) : verboseView(output);
    case 'auto':
      return progressView(json ? 'json' : 'term', place);
    case 'file':
      return fileView(writeState);
    default:
      return unreachable(kind);
  }
}
