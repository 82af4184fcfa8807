import type { TaskMeta } from 'vitest';

/** What is counted, each under its name in the summary. */
export type Compared =
  /** Manifests with the same bytes. */
  | 'manifests'
  /** Requests that both sides reject. */
  | 'rejections'
  /** Requests on which the reference panics; ours is a fault, or a manifest that osbuild accepts. */
  | 'crashes'
  /** Roots of which both sides read the same facts, or neither reads any. */
  | 'inspections'
  /** Trees that have the same digest on both sides, or on neither. */
  | 'digests'
  /** Rules of SELinux policies that fit the same paths on both sides, or that neither side reads. */
  | 'rules'
  /** Values that both sides accept, or neither. */
  | 'verdicts'
  /** Cases of a list of known differences. */
  | 'knownDifferences';

export type Tally = { readonly [Kind in Compared]?: number };

/** What a test compared with recorded answers: the set, such as `image-builder/random`, and the count of each kind. */
export interface Comparison extends Tally {
  readonly set: string;
}

declare module 'vitest' {
  interface TaskMeta {
    compared?: Comparison;
  }
}

/** Notes what a test compares, for tools/reference-summary.mjs, which counts only tests that pass. */
export function countCompared({ meta }: { readonly meta: TaskMeta }, comparison: Comparison): void {
  meta.compared = comparison;
}
