import type { Outcome, StageCause, TwinAnswer } from '../compute/outcome.ts';
import type { PlaygroundInput } from '../inputs/playground-input.ts';
import type { ComputeAnswer, ComputeRequest } from './compute-messages.ts';
import ComputeWorker from './compute-worker.ts?worker&inline';

export interface ComputeListener {
  readonly outcome: (outcome: Outcome, milliseconds: number) => void;
  /** Of the outcome that came before. */
  readonly twin: (twin: TwinAnswer) => void;
  readonly causes: (causes: readonly StageCause[]) => void;
  /** The texts took too long, or something broke. */
  readonly failed: (message: string) => void;
}

/** No text that people write takes a tenth of it. */
const longestMilliseconds = 8000;

/** Asks a worker for the outcome of the newest input, and ends a worker that does not answer. */
export class ComputeClient {
  readonly #listener: ComputeListener;
  #worker: Worker;
  #id = 0;
  #timer: number | undefined;

  constructor(listener: ComputeListener) {
    this.#listener = listener;
    this.#worker = this.#start();
  }

  ask(input: PlaygroundInput): void {
    this.#id += 1;
    const request: ComputeRequest = { id: this.#id, input };
    this.#worker.postMessage(request);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#giveUp(), longestMilliseconds);
  }

  #start(): Worker {
    const worker = new ComputeWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<ComputeAnswer>) => this.#take(data));
    worker.addEventListener('error', ({ message }) => this.#listener.failed(message));
    return worker;
  }

  #take(answer: ComputeAnswer): void {
    if (answer.id !== this.#id) return;
    if (answer.kind !== 'outcome' && answer.kind !== 'twin') clearTimeout(this.#timer);
    if (answer.kind === 'outcome') this.#listener.outcome(answer.outcome, answer.milliseconds);
    else if (answer.kind === 'twin') this.#listener.twin(answer.twin);
    else if (answer.kind === 'causes') this.#listener.causes(answer.causes);
    else this.#listener.failed(answer.message);
  }

  #giveUp(): void {
    this.#worker.terminate();
    this.#worker = this.#start();
    this.#listener.failed(
      `this input takes more than ${longestMilliseconds / 1000} seconds; shorten a text to begin again`,
    );
  }
}
