import { unreachable } from '@bootwright/core';
import type { Output } from '../../host.ts';
import { jsonView } from './json-view.ts';
import type { ProgressView } from './progress-view.ts';
import { TermView } from './term-view.ts';
import { verboseView } from './verbose-view.ts';

export type ProgressKind = 'auto' | 'term' | 'verbose' | 'json';

/** The view of this kind. `term` needs a terminal; elsewhere it is `verbose`. */
export function progressView(kind: ProgressKind, output: Output, json: boolean): ProgressView {
  switch (kind) {
    case 'json':
      return jsonView(output);
    case 'verbose':
      return verboseView(output);
    case 'term':
      return output.terminal ? new TermView(output) : verboseView(output);
    case 'auto':
      return progressView(json ? 'json' : 'term', output, json);
    default:
      return unreachable(kind);
  }
}
