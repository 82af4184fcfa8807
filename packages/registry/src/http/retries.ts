import { setTimeout as sleep } from 'node:timers/promises';
import { defined } from '@bootwright/core';
import type { RetryPolicy } from './retry-policy.ts';
import { retryPause } from './retry-policy.ts';
import type { WaitingTime } from './waiting-time.ts';

/** The retries of one request. */
export class Retries {
  private readonly policy: RetryPolicy;
  private readonly waiting: WaitingTime;
  private readonly signal: AbortSignal | undefined;
  private used = 0;

  constructor(policy: RetryPolicy, waiting: WaitingTime, signal: AbortSignal | undefined) {
    this.policy = policy;
    this.waiting = waiting;
    this.signal = signal;
  }

  /** Waits before the next try; false once they are used up. Throws the signal's reason. */
  async pause(retryAfter?: string): Promise<boolean> {
    const response = { now: Date.now(), chance: Math.random(), ...defined({ retryAfter }) };
    const milliseconds = retryPause(this.policy, this.used, response);
    if (milliseconds === undefined || milliseconds > this.waiting.left) return false;
    this.waiting.waited(milliseconds);
    this.used += 1;
    try {
      await sleep(milliseconds, undefined, this.signal === undefined ? {} : { signal: this.signal });
    } catch (error) {
      this.signal?.throwIfAborted();
      throw error;
    }
    return true;
  }

  /** New data has come: counting starts again. */
  restart(): void {
    this.used = 0;
  }
}
