import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { build } from 'esbuild';
import { bundleSettings } from './bundle.mjs';

/**
 * Writes a program that Node runs as a process of its own, for tests of what happens when a process ends: TypeScript
 * that imports the sources of this workspace, relative to `directory`, as one file.
 */
export async function writeNodeProgram(file: string, code: string, directory: string): Promise<void> {
  await build({
    ...bundleSettings,
    stdin: { contents: code, loader: 'ts', resolveDir: directory },
    outfile: file,
  });
}

/**
 * The exit status of a process that gets a signal after so many milliseconds, or the signal that ended it. It must not end
 * before: then this throws.
 */
export async function statusAfter(
  child: ChildProcess,
  milliseconds: number,
  signal: NodeJS.Signals,
): Promise<number | NodeJS.Signals | null> {
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('exit', (code, killed) => resolve(code ?? killed)),
  );
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended before the signal');
  child.kill(signal);
  return ended;
}

/** Waits until a process handles a signal itself, however busy the machine is. Without /proc nothing says so. */
export async function untilHandled(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const bit = 1n << BigInt(constants.signals[signal] - 1);
  const isHandled = (): boolean => {
    try {
      const [, mask = '0'] = /^SigCgt:\s*([\da-f]+)$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      return (BigInt(`0x${mask}`) & bit) !== 0n;
    } catch {
      return true;
    }
  };
  while (!isHandled()) await new Promise((resolve) => setTimeout(resolve, 20));
}
