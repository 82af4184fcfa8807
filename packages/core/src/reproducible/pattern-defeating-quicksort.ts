/** Ranges up to this length are sorted by insertion, which keeps the order of equal items. */
const shortRange = 12;
/** From this length on, the pivot is a median of medians, and ranges that look sorted are repaired. */
const longRange = 50;
/** Exchanges while a pivot is chosen that only a descending range causes. */
const allExchanges = 12;
/** Neighbours in the wrong order that are repaired before a range counts as unsorted. */
const mostRepairs = 5;

/**
 * Pattern-defeating quicksort (Orson Peters, arXiv 2106.05123) with the parameters of Go 1.19 and later. No library for
 * JavaScript has it; this was written from the paper, its parameters are facts of Go's src/slices, and the tests compare
 * it with orders that Go gave. It sorts numbers, so that a caller's comparison runs in the engine's own sort alone.
 *
 * A range goes from `from` to before `to`.
 */
export class PatternDefeatingQuicksort {
  private readonly ranks: Int32Array;
  /** Positions of `ranks`. */
  private readonly items: Int32Array;

  constructor(ranks: Int32Array) {
    this.ranks = ranks;
    this.items = Int32Array.from(ranks, (_, index) => index);
  }

  /** The positions of the ranks in ascending order of rank. */
  order(): Int32Array {
    const { length } = this.items;
    this.sort(0, length, bitLength(length));
    return this.items;
  }

  /** After `patience` unbalanced partitions heapsort takes over. */
  private sort(from: number, to: number, patience: number): void {
    let balanced = true;
    let inOrder = true;
    for (;;) {
      const length = to - from;
      if (length <= shortRange) {
        this.insertionSort(from, to);
        return;
      }
      if (patience === 0) {
        this.heapSort(from, to);
        return;
      }
      if (!balanced) {
        this.scatter(from, to);
        patience--;
      }
      const { pivot, ascending } = this.preparedPivot(from, to);
      if (balanced && inOrder && ascending && this.repair(from, to)) return;
      if (from > 0 && this.compare(from - 1, pivot) >= 0) {
        // Nothing in the range is below the item before it: items that equal the pivot are the smallest.
        from = this.splitEqual(from, to, pivot);
        continue;
      }
      const { middle, exchanged } = this.split(from, to, pivot);
      inOrder = !exchanged;
      balanced = Math.min(middle - from, to - middle) >= Math.floor(length / 8);
      if (middle - from < to - middle) {
        this.sort(from, middle, patience);
        from = middle + 1;
      } else {
        this.sort(middle + 1, to, patience);
        to = middle;
      }
    }
  }

  private rank(index: number): number {
    return this.ranks[this.items[index] ?? 0] ?? 0;
  }

  private compare(left: number, right: number): number {
    return this.rank(left) - this.rank(right);
  }

  private exchange(left: number, right: number): void {
    const item = this.items[left] ?? 0;
    this.items[left] = this.items[right] ?? 0;
    this.items[right] = item;
  }

  private insertionSort(from: number, to: number): void {
    for (let index = from + 1; index < to; index++) this.sink(index, from);
  }

  /** Moves an item towards `from` while it is below its neighbour. */
  private sink(index: number, from: number): void {
    for (let place = index; place > from && this.compare(place, place - 1) < 0; place--) {
      this.exchange(place, place - 1);
    }
  }

  private heapSort(from: number, to: number): void {
    const length = to - from;
    for (let root = Math.floor((length - 1) / 2); root >= 0; root--) this.siftDown(from, root, length);
    for (let last = length - 1; last >= 0; last--) {
      this.exchange(from, from + last);
      this.siftDown(from, 0, last);
    }
  }

  private siftDown(from: number, root: number, length: number): void {
    for (let parent = root, child = 2 * root + 1; child < length; child = 2 * parent + 1) {
      if (child + 1 < length && this.compare(from + child, from + child + 1) < 0) child++;
      if (this.compare(from + parent, from + child) >= 0) return;
      this.exchange(from + parent, from + child);
      parent = child;
    }
  }

  /** Exchanges three items around the middle with items anywhere, by an xorshift generator seeded with the length. */
  private scatter(from: number, to: number): void {
    const length = to - from;
    const mask = (1n << BigInt(bitLength(length))) - 1n;
    const middle = from + Math.floor(length / 4) * 2;
    let random = BigInt(length);
    for (const place of [middle - 1, middle, middle + 1]) {
      random = BigInt.asUintN(64, random ^ (random << 13n));
      random ^= random >> 7n;
      random = BigInt.asUintN(64, random ^ (random << 17n));
      const other = Number(random & mask);
      this.exchange(place, from + (other >= length ? other - length : other));
    }
  }

  /** The pivot, and whether the range looks ascending; one that looks descending is reversed first. */
  private preparedPivot(from: number, to: number): { readonly pivot: number; readonly ascending: boolean } {
    const { pivot, exchanges } = this.choosePivot(from, to - from);
    if (exchanges < allExchanges) return { pivot, ascending: exchanges === 0 };
    for (let left = from, right = to - 1; left < right; left++, right--) this.exchange(left, right);
    return { pivot: to - 1 - (pivot - from), ascending: true };
  }

  private choosePivot(from: number, length: number): { readonly pivot: number; readonly exchanges: number } {
    const quarter = Math.floor(length / 4);
    let exchanges = 0;
    const median = (...places: readonly [number, number, number]): number => {
      let [low, middle, high] = places;
      const order = (left: number, right: number): readonly [number, number] => {
        if (this.compare(right, left) >= 0) return [left, right];
        exchanges++;
        return [right, left];
      };
      [low, middle] = order(low, middle);
      [middle, high] = order(middle, high);
      [low, middle] = order(low, middle);
      return middle;
    };
    const around = (place: number): number => (length < longRange ? place : median(place - 1, place, place + 1));
    const places = [around(from + quarter), around(from + quarter * 2), around(from + quarter * 3)] as const;
    return { pivot: median(...places), exchanges };
  }

  /** Whether a range that is nearly ascending could be sorted with a few repairs; a short range is left as it is. */
  private repair(from: number, to: number): boolean {
    let index = from + 1;
    for (let repairs = 0; repairs < mostRepairs; repairs++) {
      while (index < to && this.compare(index, index - 1) >= 0) index++;
      if (index === to) return true;
      if (to - from < longRange) return false;
      this.exchange(index, index - 1);
      if (index - from >= 2) this.sink(index - 1, 0);
      for (let place = index + 1; place < to && this.compare(place, place - 1) < 0; place++) {
        this.exchange(place, place - 1);
      }
    }
    return false;
  }

  /** Puts what is below the pivot before it and the rest behind it. */
  private split(from: number, to: number, pivot: number): { readonly middle: number; readonly exchanged: boolean } {
    this.exchange(from, pivot);
    const { last, exchanged } = this.gather(from, to, (index) => this.compare(index, from) < 0);
    this.exchange(last, from);
    return { middle: last, exchanged };
  }

  /** Puts what equals the pivot before what is above it; nothing is below. Returns where the latter begins. */
  private splitEqual(from: number, to: number, pivot: number): number {
    this.exchange(from, pivot);
    return this.gather(from, to, (index) => this.compare(from, index) >= 0).last + 1;
  }

  /** Moves what belongs left to the left, behind the pivot at `from`, by exchanges from both ends. */
  private gather(from: number, to: number, belongsLeft: (index: number) => boolean) {
    let left = from + 1;
    let last = to - 1;
    for (let exchanged = false; ; exchanged = true) {
      while (left <= last && belongsLeft(left)) left++;
      while (left <= last && !belongsLeft(last)) last--;
      if (left > last) return { last, exchanged };
      this.exchange(left++, last--);
    }
  }
}

/** Of a whole number; 0 has none. */
function bitLength(count: number): number {
  return 32 - Math.clz32(count);
}
