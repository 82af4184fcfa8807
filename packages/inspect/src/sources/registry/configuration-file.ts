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
