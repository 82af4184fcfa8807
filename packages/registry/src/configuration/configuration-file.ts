import type { Fault } from '@bootwright/core';
import { MiB } from '@bootwright/core';
import { errorCode, readStream } from '@bootwright/process/files';

/** The largest file of logins, certificates or settings. */
const longest = MiB(64);

/**
 * The bytes of a configuration file. It may be a FIFO, such as a shell's `<(command)`, which is waited for until `signal`
 * is aborted. Throws the system's error, and `EMSGSIZE` above 64 MiB.
 */
export function readConfigurationFile(path: string, signal?: AbortSignal): Promise<Buffer> {
  return readStream(path, longest, signal);
}

/** As `readConfigurationFile`, but throws the signal's reason where that ends it, and `fault` of any other error. */
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

/** The text of a file, which may be missing unless the user named it. Throws `fault` of the error's code. */
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
    const code = errorCode(error) || 'unknown';
    if (!isNamed && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    throw fault(code);
  }
}
