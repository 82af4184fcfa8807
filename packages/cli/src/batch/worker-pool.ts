import { Worker } from 'node:worker_threads';
import { type AnswerOptions, bugAnswer } from './answer.ts';
import type { ChunkAnswer } from './chunk-answer.ts';
import type { Line } from './line-chunks.ts';
import type { WorkerJob, WorkerResult, WorkerStart } from './worker-thread.ts';

interface Pending {
  readonly job: WorkerJob;
  readonly resolve: (answer: ChunkAnswer) => void;
}

interface Slot {
  worker: Worker;
  readonly pending: Map<number, Pending>;
}

/** Worker threads that answer chunks. */
export class WorkerPool {
  readonly #file: URL;
  readonly #start: WorkerStart;
  readonly #slots: readonly Slot[];
  #nextId = 0;
  #closed = false;

  constructor(file: URL, jobs: number, options: AnswerOptions) {
    this.#file = file;
    this.#start = { options };
    this.#slots = Array.from({ length: jobs }, () => {
      const slot: Slot = { worker: this.#spawn(), pending: new Map() };
      this.#attend(slot);
      return slot;
    });
  }

  /** The answer to a chunk, from the thread that has the least to do. Never rejects: a thread that dies is a bug. */
  answer(lines: readonly Line[]): Promise<ChunkAnswer> {
    const slot = this.#slots.reduce((least, one) => (one.pending.size < least.pending.size ? one : least));
    const job: WorkerJob = { id: this.#nextId, lines };
    this.#nextId += 1;
    return new Promise((resolve) => {
      slot.pending.set(job.id, { job, resolve });
      slot.worker.postMessage(job);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#slots.map(({ worker }) => worker.terminate()));
  }

  #spawn(): Worker {
    return new Worker(this.#file, { workerData: this.#start });
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

  /** The chunk that a dead thread was at is answered as a bug; a new thread takes over the others. */
  #replace(slot: Slot, cause: unknown): void {
    const [first, ...others] = slot.pending.values();
    slot.worker = this.#spawn();
    this.#attend(slot);
    if (first !== undefined) {
      slot.pending.delete(first.job.id);
      first.resolve(lostChunk(first.job.lines, cause));
    }
    for (const { job } of others) slot.worker.postMessage(job);
  }
}

function lostChunk(lines: readonly Line[], cause: unknown): ChunkAnswer {
  const text = lines.map(() => `${bugAnswer(undefined, cause).text}\n`).join('');
  return { text, counts: { manifest: 0, fault: 0, bug: lines.length } };
}
