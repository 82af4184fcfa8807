/** Why a command ended that somebody interrupted; no fault, and nothing to tell of. */
export class Interruption extends Error {
  override readonly name = 'Interruption';

  constructor() {
    super('interrupted');
  }
}

/** Whether this process takes signals itself, or leaves them to the system, which ends it at once. */
export interface SignalSwitch {
  take(): void;
  leave(): void;
}

/** Lets commands end what they have begun when somebody interrupts them. */
export class Interrupts {
  readonly #running = new Set<AbortController>();
  readonly #signals: SignalSwitch | undefined;
  #computing = 0;

  /** `signals` are taken already. Without it nobody sends any. */
  constructor(signals?: SignalSwitch) {
    this.#signals = signals;
  }

  /**
   * What `work` gives, which may keep this thread busy for long. Node runs its handlers of signals between two pieces of
   * work, so that the system has to end the process meanwhile; but never where something runs that is to end in order.
   */
  async compute<T>(work: () => T | Promise<T>): Promise<T> {
    // A signal that has come before is taken first: Node looks for signals between two turns.
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

  /** What `use` gives, whose signal is aborted by an interrupt; then an `Interruption` is thrown, whatever `use` throws. */
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

  /** Interrupts what runs; false where nothing does that could end by itself, or all was asked to already. */
  interrupt(): boolean {
    const asked = [...this.#running].filter(({ signal }) => !signal.aborted);
    for (const controller of asked) controller.abort(new Interruption());
    return asked.length > 0;
  }
}
