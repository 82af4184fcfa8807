/** Draws values from a seeded stream (mulberry32): the same seed draws the same values on every machine. */
export class Draw {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A whole number from 0 to before `below`, which is at most 2^32. */
  int(below: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  chance(probability: number): boolean {
    return this.int(2 ** 32) < probability * 2 ** 32;
  }

  pick<const Items extends readonly [unknown, ...unknown[]]>(items: Items): Items[number] {
    const index = this.int(items.length);
    const [item = items[0]] = items.slice(index, index + 1);
    return item;
  }

  /** Between `least` and `most` values of `make`. */
  list<T>(least: number, most: number, make: (index: number) => T): readonly T[] {
    return Array.from({ length: least + this.int(most - least + 1) }, (_, index) => make(index));
  }

  /** Some of the entries of `fields`, each with that probability. */
  some(probability: number, fields: Readonly<Record<string, () => unknown>>): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(fields).flatMap(([key, make]) => (this.chance(probability) ? [[key, make()]] : [])),
    );
  }
}
