import { writeSync } from 'node:fs';
import { errorCode } from './error-code.ts';

/** Writes all bytes to a file: one write may take fewer of them. Throws what the system says, such as `ENOSPC`. */
export function writeAll(descriptor: number, content: string | Uint8Array, position?: number): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let done = 0; done < bytes.length; ) {
    const at = position === undefined ? null : position + done;
    done += writeSync(descriptor, bytes, done, bytes.length - done, at);
  }
}

/** The longest wait for room, in milliseconds. */
const longestPause = 50;

/**
 * Writes all bytes to a pipe, socket, terminal or device that may be non-blocking: where there is no room (`EAGAIN`) it
 * waits without blocking the thread, so that the process still takes signals.
 */
export async function writeAllPatiently(descriptor: number, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  let pause = 1;
  for (let done = 0; done < bytes.length; ) {
    const count = tryWrite(descriptor, bytes.subarray(done));
    done += count;
    pause = count > 0 ? 1 : Math.min(2 * pause, longestPause);
    if (count === 0) await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function tryWrite(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return 0;
    throw error;
  }
}
