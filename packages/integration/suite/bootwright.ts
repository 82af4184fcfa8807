import { type Captured, captured } from '@bootwright/cli';

/** Runs `bootwright ARGV` in this process, with its environment and real programs. */
export function bootwright(argv: readonly string[]): Promise<Captured> {
  const environment = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  return captured(argv, { environment });
}

/** What `bootwright ARGV` prints; an error with its output if it fails. */
export async function bootwrightOutput(argv: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await bootwright(argv);
  if (status === 0) return stdout;
  throw new Error(`bootwright ${argv.join(' ')} ended with ${status}: ${stderr}${stdout}`);
}
