/** Why a command ended that somebody interrupted; no fault, and nothing to tell of. */
export class Interruption extends Error {
  override readonly name = 'Interruption';

  constructor() {
    super('interrupted');
  }
}

/** Lets commands end what they have begun when somebody interrupts them. */
export class Interrupts {
  readonly #running = new Set<AbortController>();

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
