/** A set of manifests by position, as bits: unions and intersections of thousands of sets take milliseconds. */
export class ManifestSet {
  readonly size: number;
  readonly #words: Uint32Array;

  private constructor(words: Uint32Array) {
    this.#words = words;
    let size = 0;
    for (const word of words) size += bits(word);
    this.size = size;
  }

  static of(positions: Iterable<number>, count: number): ManifestSet {
    const words = new Uint32Array(Math.ceil(count / 32));
    for (const position of positions) words[position >> 5] = (words[position >> 5] ?? 0) | (1 << (position & 31));
    return new ManifestSet(words);
  }

  /** Equal for equal sets. */
  get key(): string {
    return this.#words.join();
  }

  shared(other: ManifestSet): number {
    let shared = 0;
    for (let index = 0; index < this.#words.length; index++) {
      shared += bits((this.#words[index] ?? 0) & (other.#words[index] ?? 0));
    }
    return shared;
  }

  union(other: ManifestSet): ManifestSet {
    return new ManifestSet(this.#words.map((word, index) => word | (other.#words[index] ?? 0)));
  }

  positions(): readonly number[] {
    const found: number[] = [];
    this.#words.forEach((word, index) => {
      for (let bit = 0; bit < 32; bit++) if ((word >>> bit) & 1) found.push(index * 32 + bit);
    });
    return found;
  }
}

function bits(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
