import { corrupt, truncated } from './decompression.ts';
import type { HistoryBuffer } from './history-buffer.ts';

/** Where each group of probabilities begins (LZMA specification, "LZMA decoding"; the layout is free). */
const states = 12;
const at = layout({
  isMatch: states << 4,
  isRep: states,
  isRep0: states,
  isRep1: states,
  isRep2: states,
  isRep0Long: states << 4,
  slot: 4 << 6,
  special: 128,
  align: 16,
  matchLength: 2 + (16 << 3) * 2 + 256,
  repeatLength: 2 + (16 << 3) * 2 + 256,
  literal: 0,
});

function layout<K extends string>(sizes: Readonly<Record<K, number>>): Readonly<Record<K, number>>;
function layout(sizes: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  let next = 0;
  return Object.fromEntries(
    Object.entries(sizes).map(([name, size]) => {
      const start = next;
      next += size;
      return [name, start];
    }),
  );
}

// Own code: what reads .lzma on npm unpacks it whole, into arrays of numbers, however large it grows.

/** Decodes LZMA: the range coder, the probabilities and the states of its dictionary coder. */
export class LzmaDecoder {
  private readonly output: HistoryBuffer;
  private probabilities = new Uint16Array(0);
  private literalContext = 0;
  private literalPosition = 0;
  private positionMask = 0;
  private state = 0;
  private repeats: [number, number, number, number] = [0, 0, 0, 0];
  private input: Uint8Array = new Uint8Array(0);
  private next = 0;
  private range = 0;
  private code = 0;

  constructor(output: HistoryBuffer) {
    this.output = output;
  }

  /** Sets the byte with lc, lp and pb, and resets. */
  configure(properties: number): void {
    if (properties >= 9 * 5 * 5) throw corrupt('its LZMA properties are impossible');
    this.literalContext = properties % 9;
    this.literalPosition = Math.floor(properties / 9) % 5;
    this.positionMask = (1 << Math.floor(properties / 45)) - 1;
    this.reset();
  }

  /** The sum of lc and lp, which LZMA2 limits. */
  literalBits(): number {
    return this.literalContext + this.literalPosition;
  }

  reset(): void {
    const size = at.literal + (0x300 << this.literalBits());
    if (this.probabilities.length !== size) this.probabilities = new Uint16Array(size);
    this.probabilities.fill(1024);
    this.state = 0;
    this.repeats = [0, 0, 0, 0];
  }

  /** Begins to read range-coded bytes. */
  start(input: Uint8Array, from: number): void {
    if (from + 5 > input.length) throw truncated();
    if (input[from] !== 0) throw corrupt('its range coder starts with a wrong byte');
    this.input = input;
    this.next = from + 5;
    this.range = 0xffffffff;
    this.code = new DataView(input.buffer, input.byteOffset + from + 1, 4).getUint32(0);
  }

  /** Where the range coder stands, and whether it came to its proper end. */
  finish(): { readonly next: number; readonly clean: boolean } {
    this.normalize();
    return { next: this.next, clean: this.code === 0 };
  }

  /**
   * Decodes until `total` bytes went through the output, or an end marker; gives whether there was a marker. May be
   * called again where it stops before that, at `pause`.
   */
  decode(total: number, pause = total): boolean {
    const { output } = this;
    while (output.total < total && output.total < pause) {
      const position = (output.total - output.forgotten) & this.positionMask;
      if (this.bit(at.isMatch + (this.state << 4) + position) === 0) {
        this.literal();
        continue;
      }
      const length = this.bit(at.isRep + this.state) === 0 ? this.match(position) : this.repeat(position);
      const [distance] = this.repeats;
      if (distance === 0xffffffff) return true;
      if (length > total - output.total) throw corrupt('a match is longer than what is left');
      output.copy(distance + 1, length);
    }
    return false;
  }

  private literal(): void {
    const { output, literalPosition, literalContext } = this;
    const before = output.at(1);
    const position = (output.total - output.forgotten) & ((1 << literalPosition) - 1);
    const context = (position << literalContext) + (before >> (8 - literalContext));
    const table = at.literal + 0x300 * context;
    let symbol = 1;
    if (this.state >= 7) {
      let matched = output.at(this.repeats[0] + 1);
      do {
        const expected = (matched >> 7) & 1;
        matched <<= 1;
        const bit = this.bit(table + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== expected) break;
      } while (symbol < 0x100);
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.bit(table + symbol);
    output.put(symbol & 0xff);
    this.state = this.state < 4 ? 0 : this.state < 10 ? this.state - 3 : this.state - 6;
  }

  private match(position: number): number {
    const [first, second, third] = this.repeats;
    const length = this.length(at.matchLength, position);
    this.state = this.state < 7 ? 7 : 10;
    this.repeats = [this.distance(length), first, second, third];
    return length;
  }

  private repeat(position: number): number {
    const [first, second, third, fourth] = this.repeats;
    if (this.output.reach() === 0) throw corrupt('it repeats bytes before its beginning');
    if (this.bit(at.isRep0 + this.state) === 0) {
      if (this.bit(at.isRep0Long + (this.state << 4) + position) === 0) {
        this.state = this.state < 7 ? 9 : 11;
        return 1;
      }
    } else if (this.bit(at.isRep1 + this.state) === 0) this.repeats = [second, first, third, fourth];
    else if (this.bit(at.isRep2 + this.state) === 0) this.repeats = [third, first, second, fourth];
    else this.repeats = [fourth, first, second, third];
    this.state = this.state < 7 ? 8 : 11;
    return this.length(at.repeatLength, position);
  }

  private length(table: number, position: number): number {
    if (this.bit(table) === 0) return 2 + this.tree(table + 2 + (position << 3), 3);
    if (this.bit(table + 1) === 0) return 10 + this.tree(table + 2 + 128 + (position << 3), 3);
    return 18 + this.tree(table + 2 + 256, 8);
  }

  private distance(length: number): number {
    const slot = this.tree(at.slot + (Math.min(length - 2, 3) << 6), 6);
    if (slot < 4) return slot;
    const count = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** count;
    if (slot < 14) return base + this.reverseTree(at.special + base - slot, count);
    return base + this.direct(count - 4) * 16 + this.reverseTree(at.align, 4);
  }

  private tree(table: number, count: number): number {
    let symbol = 1;
    for (let bit = 0; bit < count; bit++) symbol = (symbol << 1) | this.bit(table + symbol);
    return symbol - (1 << count);
  }

  private reverseTree(table: number, count: number): number {
    let symbol = 1;
    let value = 0;
    for (let place = 0; place < count; place++) {
      const bit = this.bit(table + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << place;
    }
    return value;
  }

  /** Bits of even chance. */
  private direct(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left--) {
      this.normalize();
      this.range >>>= 1;
      const bit = this.code >= this.range ? 1 : 0;
      if (bit === 1) this.code -= this.range;
      value = value * 2 + bit;
    }
    return value;
  }

  private bit(index: number): number {
    this.normalize();
    const probability = this.probabilities[index] ?? 0;
    const bound = (this.range >>> 11) * probability;
    if (this.code < bound) {
      this.range = bound;
      this.probabilities[index] = probability + ((2048 - probability) >> 5);
      return 0;
    }
    this.range -= bound;
    this.code -= bound;
    this.probabilities[index] = probability - (probability >> 5);
    return 1;
  }

  private normalize(): void {
    if (this.range >= 0x1000000) return;
    if (this.next >= this.input.length) throw truncated();
    this.range = (this.range << 8) >>> 0;
    this.code = ((this.code << 8) | (this.input[this.next++] ?? 0)) >>> 0;
  }
}
