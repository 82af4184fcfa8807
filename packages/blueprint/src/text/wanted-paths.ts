import type { DocumentPath, PathStep } from '@bootwright/core';

/** A step of one or more wanted paths: where the text has it, and the steps below it that are wanted. */
export interface WantedStep {
  readonly below: Map<PathStep, WantedStep>;
  /** Of the key or item, where it was first found. */
  offset?: number;
}

/** The end of a path that a text has: how many steps of it, and where the last of them is. */
export interface FoundStep {
  readonly steps: number;
  readonly offset: number;
}

/**
 * Paths that are looked for in one text, as a tree: what several have in common is a step that they share, so that one
 * pass over the text finds them all.
 */
export class WantedPaths {
  readonly root: WantedStep = { below: new Map() };
  #missing = 0;

  add(path: DocumentPath): void {
    let step = this.root;
    for (const name of path) {
      let next = step.below.get(name);
      if (next === undefined) {
        next = { below: new Map() };
        step.below.set(name, next);
        this.#missing++;
      }
      step = next;
    }
  }

  /** Whether every step has been found, so that the rest of the text need not be looked at. */
  get isComplete(): boolean {
    return this.#missing === 0;
  }

  /** One step on from `step`, found at `offset`; `undefined` where nothing below is wanted. Its first place counts. */
  find(step: WantedStep | undefined, name: PathStep, offset: number): WantedStep | undefined {
    const next = step?.below.get(name);
    if (next !== undefined && next.offset === undefined) {
      next.offset = offset;
      this.#missing--;
    }
    return next;
  }

  /** The last step of the path that was found; `undefined` where not even its first was. */
  found(path: DocumentPath): FoundStep | undefined {
    let last: FoundStep | undefined;
    let step: WantedStep | undefined = this.root;
    for (const [index, name] of path.entries()) {
      step = step.below.get(name);
      if (step?.offset === undefined) break;
      last = { steps: index + 1, offset: step.offset };
    }
    return last;
  }
}
