/** Thrown when a signal interrupts a command. It is not a fault, and nothing is reported. */
export class Interruption extends Error {
  override readonly name = 'Interruption';

  constructor() {
    super('interrupted');
  }
}

/** Whether this process handles signals itself, or leaves them to the system, which ends it immediately. */
export interface SignalSwitch {
  take(): void;
  leave(): void;
}

/** Lets interrupted commands clean up. */
export class Interrupts {
  readonly #running = new Set<AbortController>();
  readonly #signals: SignalSwitch | undefined;
  #computing = 0;

  /** `signals` are already handled by this process. Without it no signal arrives. */
  constructor(signals?: SignalSwitch) {
    this.#signals = signals;
  }

  /**
   * Runs `work`, which may block this thread for long. Node runs signal handlers only between two tasks, so the system
   * has to end the process meanwhile; but not while anything runs that has to clean up.
   */
  async compute<T>(work: () => T | Promise<T>): Promise<T> {
    // Handles a signal that arrived before: Node checks for signals between two turns of the event loop.
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (this.#running.size > 0) return work();
    this.#computing += 1;
    if (this.#computing === 1) this.#signals?.leave();
    try {
      return await work();
    } finally {
      this.#computing -= 1;
      if (this.#computing === 0) this.#signals?.take();
    }
  }

  /** Runs `use`, whose signal an interrupt aborts. Then an `Interruption` is thrown, whatever `use` throws. */
  async run<T>(use: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const { signal } = controller;
    this.#running.add(controller);
    try {
      return await use(signal);
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      this.#running.delete(controller);
    }
  }

  /** Aborts everything that runs; false if nothing runs, or all of it is already aborted. */
  interrupt(): boolean {
    const asked = [...this.#running].filter(({ signal }) => !signal.aborted);
    for (const controller of asked) controller.abort(new Interruption());
    return asked.length > 0;
  }
}
