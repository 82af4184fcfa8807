import { LogLines } from './log-lines.ts';

const shown = 12;
const width = 400;

/** Lines that osbuild writes around those that tell why: it tidies up, or repeats a command at length. */
const noise =
  /^(?:\S+ \([\w.]+\): )?(?:umount: .* unmounted|already unmounted: .*)$|: Failed to (?:replace specifiers|resolve (?:user|group|specifier))/;

/**
 * The last lines of a log that tell why it ended so: without the frames of Python's tracebacks, without what is said of
 * tidying up, without empty lines.
 */
export function lastWords(log: string): readonly string[] {
  const collector = new LogLines();
  const lines = [...collector.add(log), ...collector.end()];
  let inTraceback = false;
  const telling = lines.filter((line) => {
    if (/^Traceback \(most recent call last\):/.test(line)) inTraceback = true;
    // The frames are indented; the error itself is not.
    else if (inTraceback && /^\S/.test(line)) inTraceback = false;
    return !inTraceback && line !== '' && !noise.test(line);
  });
  return telling.slice(-shown).map((line) => (line.length > width ? `${line.slice(0, width)}…` : line));
}
