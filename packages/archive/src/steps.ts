import type { WorkBudget } from './work-budget.ts';

/** Work that pauses between its steps, each of which takes few units of it: signals may have their turn there. */
export type Steps<T> = Generator<void, T, void>;

/** Does all of the work at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (let next = steps.next(); ; next = steps.next()) if (next.done === true) return next.value;
}

/** Does the work step by step, and lets signals have their turn. Throws the reason of the budget's signal. */
export async function stepByStep<T>(steps: Steps<T>, budget: WorkBudget): Promise<T> {
  for (let next = steps.next(); ; next = steps.next()) {
    if (next.done === true) return next.value;
    try {
      await budget.breathe();
    } catch (error) {
      // What is open between the steps is closed.
      steps.throw(error);
    }
  }
}

/** The items of a list, with a pause before each `stride` of them. */
export function* paused<T>(items: Iterable<T>, work: (item: T) => void, stride = 512): Steps<void> {
  let index = 0;
  for (const item of items) {
    if (index % stride === stride - 1) yield;
    work(item);
    index += 1;
  }
}
