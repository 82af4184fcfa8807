/** How long servers may be waited for in all. */
export interface WaitingLimits {
  /** Milliseconds, of which what was waited is taken off. */
  readonly most: number;
  /** Whoever gives bytes may be waited for again as long as they take at this rate, up to `most`. */
  readonly leastBytesPerSecond: number;
}

/** 10 minutes without anything; a server that gives less than 512 kbit/s in the long run is given up. */
export const defaultWaitingLimits: WaitingLimits = { most: 600_000, leastBytesPerSecond: 64 * 1024 };

/**
 * The time that is left to wait for servers, in all connections of one reading together. A limit on silence alone is met
 * by a byte now and then; one on the total would have to know how long a gigabyte may take.
 */
export class WaitingTime {
  readonly #limits: WaitingLimits;
  #left: number;

  constructor(limits: WaitingLimits = defaultWaitingLimits) {
    this.#limits = limits;
    this.#left = limits.most;
  }

  /** Milliseconds. */
  get left(): number {
    return this.#left;
  }

  /** So many milliseconds were waited, until so many bytes came. */
  waited(milliseconds: number, bytes = 0): void {
    const { most, leastBytesPerSecond } = this.#limits;
    const earned = (bytes * 1000) / leastBytesPerSecond;
    this.#left = Math.max(0, Math.min(most, this.#left - milliseconds + earned));
  }
}
