import type { ChildProcess } from 'node:child_process';
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
