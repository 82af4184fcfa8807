import { Worker } from 'node:worker_threads';
import { pushAll } from '@bootwright/core';
import { type AnswerOptions, bugAnswer } from './answer.ts';
import { addCounts, type ChunkAnswer, encodeAnswer, lostAnswer, noCounts } from './chunk-answer.ts';
import type { Line } from './line-chunks.ts';
import type { WorkerJob, WorkerResult } from './worker-thread.ts';

/** A chunk whose thread ended while it was at it. */
interface Lost {
  readonly cause: unknown;
}

interface Pending {
  readonly job: WorkerJob;
  readonly resolve: (answer: ChunkAnswer | Lost) => void;
}

/** One thread after another, with the chunks that it has before it. */
interface Slot {
  worker: Worker;
  readonly pending: Map<number, Pending>;
}

/** Worker threads that answer chunks. */
export class WorkerPool {
  readonly #file: URL;
  readonly #options: AnswerOptions;
  readonly #slots: readonly Slot[];
  /** The thread of what is tried again, and the end of all that is. */
  #again: Slot | undefined;
  #lastAgain: Promise<unknown> = Promise.resolve();
  #nextId = 0;
  #closed = false;

  constructor(file: URL, jobs: number, options: AnswerOptions) {
    this.#file = file;
    this.#options = options;
    this.#slots = Array.from({ length: jobs }, () => this.#open());
  }

  /**
   * The answer to a chunk, from the thread that has the least to do. Never rejects: where that thread ends at it, such as
   * for want of memory, each line is tried again by itself, and the one that ends its thread has a fault as its answer.
   */
  async answer(lines: readonly Line[]): Promise<ChunkAnswer> {
    const slot = this.#slots.reduce((least, one) => (one.pending.size < least.pending.size ? one : least));
    const answer = await this.#run(slot, lines);
    if (!('cause' in answer)) return answer;
    // One chunk at a time, as each may take all the memory of a thread.
    const again = this.#lastAgain.then(() => this.#oneByOne(lines));
    this.#lastAgain = again;
    return again;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const slots = this.#again === undefined ? this.#slots : [...this.#slots, this.#again];
    await Promise.all(slots.map(({ worker }) => worker.terminate()));
  }

  /** In a thread of its own, so that no chunk of others is lost as well. */
  async #oneByOne(lines: readonly Line[]): Promise<ChunkAnswer> {
    const slot = this.#open();
    this.#again = slot;
    const bytes: Uint8Array<ArrayBuffer>[] = [];
    let counts = noCounts;
    for (const line of lines) {
      const answer = await this.#run(slot, [line]);
      const one = 'cause' in answer ? this.#lost(line, answer.cause) : answer;
      pushAll(bytes, one.bytes);
      counts = addCounts(counts, one.counts);
    }
    this.#again = undefined;
    slot.worker.removeAllListeners('exit');
    await slot.worker.terminate();
    return { bytes, counts };
  }

  /** A fault where the thread ran out of memory, otherwise a bug. */
  #lost(line: Line, cause: unknown): ChunkAnswer {
    const isMemory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const { outcome, text } = isMemory ? lostAnswer(line, this.#options) : bugAnswer(undefined, cause);
    return { bytes: [encodeAnswer(text)], counts: { ...noCounts, [outcome]: 1 } };
  }

  #run(slot: Slot, lines: readonly Line[]): Promise<ChunkAnswer | Lost> {
    const job: WorkerJob = { id: this.#nextId, lines };
    this.#nextId += 1;
    return new Promise((resolve) => {
      slot.pending.set(job.id, { job, resolve });
      slot.worker.postMessage(job);
    });
  }

  #open(): Slot {
    const slot: Slot = { worker: this.#spawn(), pending: new Map() };
    this.#attend(slot);
    return slot;
  }

  #spawn(): Worker {
    return new Worker(this.#file, { workerData: this.#options });
  }

  #attend(slot: Slot): void {
    const { worker } = slot;
    let cause: unknown = new Error('a worker thread ended before its work');
    worker.on('message', ({ id, answer }: WorkerResult) => {
      slot.pending.get(id)?.resolve(answer);
      slot.pending.delete(id);
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      if (!this.#closed) this.#replace(slot, cause);
    });
  }

  /** The chunk that a dead thread was at is lost; a new thread gets the others. */
  #replace(slot: Slot, cause: unknown): void {
    const [first, ...others] = slot.pending.values();
    slot.worker = this.#spawn();
    this.#attend(slot);
    if (first !== undefined) {
      slot.pending.delete(first.job.id);
      first.resolve({ cause });
    }
    for (const { job } of others) slot.worker.postMessage(job);
  }
}
