import { type BuildProgress, buildProgress } from '@bootwright/frontend-kit';
import type { ProgressView } from './progress-view.ts';

/** Writes the state of the build whole, as `image-builder --progress file` does, whenever it changes. */
export function fileView(write: (text: string) => void): ProgressView {
  let last = '';
  return {
    event: (_, progress) => {
      const text = JSON.stringify(stateOf(buildProgress(progress)));
      if (text === last) return;
      last = text;
      write(text);
    },
    line: () => undefined,
    say: () => undefined,
    end: async () => undefined,
  };
}

interface State {
  readonly message: string;
  readonly subprogress?: State;
  readonly done: number;
  readonly total: number;
}

/** The members that image-builder writes, in its order (pkg/progress/progress.go). */
function stateOf({ message = '', subprogress, done, total }: BuildProgress): State {
  return { message, ...(subprogress === undefined ? {} : { subprogress: stateOf(subprogress) }), done, total };
}
