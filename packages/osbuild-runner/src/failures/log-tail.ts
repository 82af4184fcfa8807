import { LogLines } from '../monitor/log-lines.ts';

const shown = 12;
const width = 400;

/** Lines that osbuild writes around those that tell why: it tidies up, or repeats a command at length. */
const noise =
  /^\s*Traceback \(most recent call last\):|^(?:\S+ \([\w.]+\): )?(?:umount: .* unmounted|already unmounted: .*)$|: Failed to (?:replace specifiers|resolve (?:user|group|specifier))/;

/**
 * The last lines of a log that tell why it ended so: without the frames of Python's tracebacks, without what is said of
 * tidying up, without empty lines.
 */
export function lastWords(log: string): readonly string[] {
  const collector = new LogLines();
  const lines = [...collector.add(log), ...collector.end()];
  let frame: number | undefined;
  const telling = lines.filter((line) => {
    const indent = line.search(/\S/);
    // The source text of a frame is indented deeper than the frame.
    if (frame !== undefined && indent > frame) return false;
    frame = /^\s*File ".*", line \d+, in /.test(line) ? indent : undefined;
    return frame === undefined && line !== '' && !noise.test(line);
  });
  return telling.slice(-shown).map((line) => (line.length > width ? `${line.slice(0, width)}…` : line));
}
