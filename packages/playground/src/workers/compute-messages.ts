import type { Outcome, StageCause, TwinAnswer } from '../compute/outcome.ts';
import type { PlaygroundInput } from '../inputs/playground-input.ts';

/** What the page asks of the worker. Only the newest question counts. */
export interface ComputeRequest {
  readonly id: number;
  readonly input: PlaygroundInput;
}

export type ComputeAnswer =
  | { readonly kind: 'outcome'; readonly id: number; readonly outcome: Outcome; readonly milliseconds: number }
  | { readonly kind: 'twin'; readonly id: number; readonly twin: TwinAnswer }
  | { readonly kind: 'causes'; readonly id: number; readonly causes: readonly StageCause[] }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
