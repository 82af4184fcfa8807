/** How long to wait for servers in total. */
export interface WaitingLimits {
  /** Milliseconds, from which waiting is subtracted. */
  readonly most: number;
  /** Bytes that come add the time that they take at this rate, up to `most`. */
  readonly leastBytesPerSecond: number;
}

/** 10 minutes without data, and a server that sends less than 512 kbit/s in the long run times out. */
export const defaultWaitingLimits: WaitingLimits = { most: 600_000, leastBytesPerSecond: 64 * 1024 };

/**
 * The time that is left to wait for servers, for all connections of one reading together. A limit on silence alone is met
 * by a byte now and then; a limit on the total would have to know how long a gigabyte may take.
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

  /** Subtracts a wait, and adds the time that the received bytes earn. */
  waited(milliseconds: number, bytes = 0): void {
    const { most, leastBytesPerSecond } = this.#limits;
    const earned = (bytes * 1000) / leastBytesPerSecond;
    this.#left = Math.max(0, Math.min(most, this.#left - milliseconds + earned));
  }
}
