/**
 * The pieces of a source, which is opened on first use. When `signal` is aborted, its reason is thrown, even while the
 * source is silent.
 */
export async function* untilAborted(
  open: () => AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const pieces = open()[Symbol.asyncIterator]();
  let isWaiting = false;
  try {
    while (true) {
      isWaiting = true;
      const next = await orAborted(pieces.next(), signal);
      isWaiting = false;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // A silent source would not answer this either.
    const ended = pieces.return?.();
    if (!isWaiting) await ended;
    else ended?.catch(() => undefined);
  }
}

async function orAborted<T>(value: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let forget = () => {};
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    forget = () => signal.removeEventListener('abort', onAbort);
  });
  return Promise.race([value, aborted]).finally(forget);
}
