import type { Bytes } from '@bootwright/core';
import { bytes } from '@bootwright/core';
import type { CommandRunner } from '@bootwright/process';
import { outputText } from '@bootwright/process';
import { untilSignal } from './engine-storage.ts';

interface CountOptions {
  readonly rootless: boolean;
  readonly runner: CommandRunner;
  readonly signal?: AbortSignal;
}

/** Regular files, each once however many names it has, and the targets of links. */
const script = `find "$1" -xdev '(' -type f -o -type l ')' -printf '%n %D:%i %s\\n' |
  awk '$1 == 1 || !seen[$2]++ { total += $3 } END { printf "%.0f", total }'`;

/**
 * The bytes below a directory as `directorySize` counts, by a program beside this one and, without root, in podman's
 * space, where it may read every directory. Absent where this machine's `find` cannot tell, or something is unreadable.
 */
export async function countBytes(directory: string, options: CountOptions): Promise<Bytes | undefined> {
  const space = options.rootless ? ['podman', 'unshare'] : [];
  const result = await options.runner.run([...space, 'sh', '-c', script, 'sh', directory], {
    timeoutMilliseconds: 120_000,
    ...untilSignal(options.signal),
  });
  const isCounted = result.kind === 'exited' && result.code === 0 && result.stderr.bytes.length === 0;
  const count = isCounted ? outputText(result.stdout) : '';
  return /^\d{1,15}$/.test(count) ? bytes(Number(count)) : undefined;
}
