import type { Fault } from '@bootwright/core';
import { MiB } from '@bootwright/core';
import { readStream } from '@bootwright/process/files';

/** No logins, certificates or settings are longer. */
const longest = MiB(64);

/**
 * The bytes of a file of the user's or the machine's configuration. It may be a FIFO, such as a shell's `<(command)`, which
 * is waited for until `signal` is aborted. Throws what the system says, and `EMSGSIZE` above 64 MiB.
 */
export function readConfigurationFile(path: string, signal?: AbortSignal): Promise<Buffer> {
  return readStream(path, longest, signal);
}

/** As `readConfigurationFile`. Throws the signal's reason where that ends it, and `fault` of anything else. */
export async function readConfiguration(
  path: string,
  { signal, fault }: { readonly signal: AbortSignal | undefined; readonly fault: (cause: unknown) => Fault },
): Promise<Buffer> {
  try {
    return await readConfigurationFile(path, signal);
  } catch (cause) {
    signal?.throwIfAborted();
    throw fault(cause);
  }
}

/** The text of a file that need not be there unless the user named it; `fault` of the error's code otherwise. */
export async function readConfigurationText(
  path: string,
  {
    isNamed,
    signal,
    fault,
  }: { readonly isNamed: boolean; readonly signal: AbortSignal | undefined; readonly fault: (code: string) => Fault },
): Promise<string | undefined> {
  try {
    return (await readConfigurationFile(path, signal)).toString();
  } catch (error) {
    signal?.throwIfAborted();
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (!isNamed && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    throw fault(code);
  }
}
