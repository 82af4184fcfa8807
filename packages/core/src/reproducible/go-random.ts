import { Fault } from '../faults/fault.ts';
import { goRandomTable } from './go-random-table.ts';

/** A deterministic stream of random numbers, with the semantics of Go's `*rand.Rand` of `math/rand`. */
export interface RandomStream {
  /** The next number from 0 to 2^63 - 1. */
  int63(): bigint;
  /**
   * Fills `bytes` with the next bytes. A number of the stream gives seven bytes, the lowest first; those left over
   * are the first bytes of the next call, whatever `int63` takes in between.
   */
  fill(bytes: Uint8Array): void;
}

const length = 607;
const tapDistance = 273;
const modulus = 2 ** 31 - 1;
const minimumSeed = -(2n ** 63n);
const maximumSeed = 2n ** 63n - 1n;

const table = goRandomTable();

/** x * 48271 mod 2^31 - 1 in 32-bit arithmetic (Schrage's method), for 0 < x < 2^31 - 1. */
function nextSeed(x: number): number {
  const quotient = (x / 44488) | 0;
  const next = (Math.imul(48271, x - Math.imul(quotient, 44488)) - Math.imul(3399, quotient)) | 0;
  return next < 0 ? (next + modulus) | 0 : next;
}

/** Go maps every seed to 1 … 2^31 - 2; multiples of 2^31 - 1 have a number of their own. */
function startOf(seed: bigint): number {
  const rest = Number(seed % BigInt(modulus));
  const start = rest < 0 ? rest + modulus : rest;
  return start === 0 ? 89482311 : start;
}

/**
 * The stream of Go's `rand.New(rand.NewSource(seed))`: the additive lagged Fibonacci generator of Mitchell and Reeds
 * (x[n] = x[n - 607] + x[n - 273] mod 2^64), as src/math/rand/rng.go seeds it.
 *
 * `seed` is a signed 64-bit number; any other is the fault `random/seed`.
 */
export function goRandom(seed: bigint): RandomStream {
  if (seed < minimumSeed || seed > maximumSeed) {
    throw new Fault('random/seed', `the seed ${seed} does not fit a signed 64-bit number`, {
      hint: `use a seed from ${minimumSeed} to ${maximumSeed}`,
    });
  }
  return new GoRandomStream(startOf(seed));
}

class GoRandomStream implements RandomStream {
  // 64-bit values as two 32-bit halves: BigInt would make seeding many times slower.
  readonly #high = new Int32Array(length);
  readonly #low = new Int32Array(length);
  #tap = 0;
  #feed = length - tapDistance;
  #currentHigh = 0;
  #currentLow = 0;
  #restHigh = 0;
  #restLow = 0;
  #restBytes = 0;

  constructor(start: number) {
    const high = this.#high;
    const low = this.#low;
    let x = start;
    for (let skipped = 0; skipped < 20; skipped++) x = nextSeed(x);
    for (let index = 0; index < length; index++) {
      const first = nextSeed(x);
      const second = nextSeed(first);
      x = nextSeed(second);
      high[index] = (first << 8) ^ (second >>> 12) ^ table.getInt32(8 * index);
      low[index] = (second << 20) ^ x ^ table.getInt32(8 * index + 4);
    }
  }

  int63(): bigint {
    this.#advance();
    return (BigInt(this.#currentHigh) << 32n) | BigInt(this.#currentLow >>> 0);
  }

  fill(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index++) {
      if (this.#restBytes === 0) {
        this.#advance();
        this.#restHigh = this.#currentHigh;
        this.#restLow = this.#currentLow;
        this.#restBytes = 7;
      }
      bytes[index] = this.#restLow;
      this.#restLow = (this.#restLow >>> 8) | (this.#restHigh << 24);
      this.#restHigh >>>= 8;
      this.#restBytes--;
    }
  }

  /** Puts the next number's low 63 bits into `current`. */
  #advance(): void {
    const tap = this.#tap === 0 ? length - 1 : this.#tap - 1;
    const feed = this.#feed === 0 ? length - 1 : this.#feed - 1;
    const feedLow = this.#low[feed] ?? 0;
    const low = (feedLow + (this.#low[tap] ?? 0)) | 0;
    const carry = low >>> 0 < feedLow >>> 0 ? 1 : 0;
    const high = ((this.#high[feed] ?? 0) + (this.#high[tap] ?? 0) + carry) | 0;
    this.#tap = tap;
    this.#feed = feed;
    this.#low[feed] = low;
    this.#high[feed] = high;
    this.#currentLow = low;
    this.#currentHigh = high & 0x7fffffff;
  }
}
