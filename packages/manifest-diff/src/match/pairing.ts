import { grouped } from '@bootwright/core';
import { inOrder, longestCommon, type Pair } from './longest-common.ts';
import { mostCandidates } from './matching-limits.ts';

/** What two items have in common, if anything: equal keys pair them. */
export type Keys = readonly (string | undefined)[];

/** One of the two lists. */
interface PairedList {
  readonly length: number;
  readonly fingerprints: () => readonly string[];
}

/**
 * Finds which item of one list is which of another, by one sign after the other. No step depends on which of the lists
 * comes first, so that swapping them swaps the answer.
 */
export class Pairing {
  private readonly pairsFound: Pair[] = [];
  private readonly takenBefore: Set<number> = new Set();
  private readonly takenAfter: Set<number> = new Set();
  private readonly before: PairedList;
  private readonly after: PairedList;

  constructor(before: PairedList, after: PairedList) {
    this.before = before;
    this.after = after;
  }

  pairs(): readonly Pair[] {
    return this.pairsFound;
  }

  /** The pairs that are in one order on both sides. */
  anchors(): readonly Pair[] {
    return inOrder(this.pairsFound, this.before.fingerprints, this.after.fingerprints);
  }

  isComplete(): boolean {
    return this.takenBefore.size === this.before.length || this.takenAfter.size === this.after.length;
  }

  /** Pairs what has equal keys in the longest common order. */
  byOrder(before: Keys, after: Keys): this {
    const freeBefore = this.free(before, this.takenBefore);
    const freeAfter = this.free(after, this.takenAfter);
    const keys = (free: readonly number[], all: Keys): readonly string[] => free.map((index) => all[index] ?? '');
    for (const pair of longestCommon(keys(freeBefore, before), keys(freeAfter, after))) {
      this.pair(freeBefore[pair.before] ?? 0, freeAfter[pair.after] ?? 0);
    }
    return this;
  }

  /** Pairs what has equal keys wherever it stands: the first with the first, the second with the second. */
  anywhere(before: Keys, after: Keys): this {
    const waiting = grouped(this.free(after, this.takenAfter), (index) => after[index]);
    for (const index of this.free(before, this.takenBefore)) {
      const other = waiting.get(before[index])?.shift();
      if (other !== undefined) this.pair(index, other);
    }
    return this;
  }

  /**
   * Pairs what has equal keys and is between the same anchors; with `equalCounts` only where there are equally many
   * of them there.
   */
  inGaps(before: Keys, after: Keys, { equalCounts = false } = {}): this {
    const anchors = this.anchors();
    const keyed = (keys: Keys, side: 'before' | 'after') => {
      let gap = 0;
      return (index: number): string => {
        while ((anchors[gap]?.[side] ?? Number.POSITIVE_INFINITY) < index) gap++;
        return `${gap} ${keys[index]}`;
      };
    };
    const left = grouped(this.free(before, this.takenBefore), keyed(before, 'before'));
    const right = grouped(this.free(after, this.takenAfter), keyed(after, 'after'));
    for (const [key, items] of left) {
      const others = right.get(key) ?? [];
      if (equalCounts && items.length !== others.length) continue;
      items.forEach((index, place) => {
        const other = others[place];
        if (other !== undefined) this.pair(index, other);
      });
    }
    return this;
  }

  /** Pairs what is alike, the most alike first. `score` is from 0 to 1; what has less than `least` is left alone. */
  alike(score: (before: number, after: number) => number, least = 0.5): this {
    const left = this.free(undefined, this.takenBefore);
    const right = this.free(undefined, this.takenAfter);
    if (left.length * right.length > mostCandidates) return this;
    const candidates = left.flatMap((before) =>
      right.map((after) => ({ before, after, score: score(before, after) })).filter((one) => one.score >= least),
    );
    // Candidates of one score and one sum of positions never want the same item: no tie is left.
    candidates.sort((a, b) => b.score - a.score || a.before + a.after - b.before - b.after);
    for (const { before, after } of candidates) {
      if (!this.takenBefore.has(before) && !this.takenAfter.has(after)) this.pair(before, after);
    }
    return this;
  }

  private pair(before: number, after: number): void {
    this.pairsFound.push({ before, after });
    this.takenBefore.add(before);
    this.takenAfter.add(after);
  }

  /** Items not paired yet, without those that have no key. */
  private free(keys: Keys | undefined, taken: ReadonlySet<number>): readonly number[] {
    const length = keys?.length ?? (taken === this.takenBefore ? this.before : this.after).length;
    const free: number[] = [];
    for (let index = 0; index < length; index++) {
      if (!taken.has(index) && (keys === undefined || keys[index] !== undefined)) free.push(index);
    }
    return free;
  }
}
