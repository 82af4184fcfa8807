export interface MapOrderedOptions<R> {
  /** How many are worked on at a time. */
  readonly width: number;
  /** Called in the order of the inputs. */
  readonly onResult: (result: R, input: number) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Works on several inputs at a time and passes on the results in order; at most `width` are in work or wait to be passed
 * on. The first failure aborts all others, and is thrown when they have ended.
 */
export async function mapOrdered<R>(
  inputs: Iterable<number>,
  work: (input: number, signal: AbortSignal) => Promise<R>,
  { width, onResult, signal }: MapOrderedOptions<R>,
): Promise<void> {
  signal?.throwIfAborted();
  const abort = new AbortController();
  const onAbort = () => abort.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown): undefined => {
    failure ??= { error };
    abort.abort(error);
    return undefined;
  };
  const waiting: { readonly input: number; readonly result: Promise<{ readonly value: R } | undefined> }[] = [];
  const settleFirst = async (): Promise<void> => {
    const first = waiting.shift();
    const done = await first?.result;
    if (first !== undefined && done !== undefined && failure === undefined) await onResult(done.value, first.input);
  };
  try {
    for (const input of inputs) {
      if (failure !== undefined) break;
      waiting.push({ input, result: work(input, abort.signal).then((value) => ({ value }), fail) });
      if (waiting.length >= width) await settleFirst();
    }
    while (waiting.length > 0) await settleFirst();
  } catch (error) {
    fail(error);
  } finally {
    await Promise.all(waiting.map(({ result }) => result));
    signal?.removeEventListener('abort', onAbort);
  }
  if (failure !== undefined) throw failure.error;
}
