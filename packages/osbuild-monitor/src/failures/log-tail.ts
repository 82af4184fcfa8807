import { LogLines } from '../monitor/log-lines.ts';

const shown = 12;
const width = 400;

/** Lines without information about the cause: osbuild cleans up, or repeats a long command. */
const noise =
  /^\s*Traceback \(most recent call last\):|^(?:\S+ \([\w.]+\): )?(?:umount: .* unmounted|already unmounted: .*)$|: Failed to (?:replace specifiers|resolve (?:user|group|specifier))/;

/**
 * The last informative lines of a log: without frames of Python tracebacks, messages about cleaning up, and empty
 * lines.
 */
export function logTail(log: string): readonly string[] {
  const collector = new LogLines();
  const lines = [...collector.add(log), ...collector.end()];
  let frame: number | undefined;
  const informative = lines.filter((line) => {
    const indent = line.search(/\S/);
    // The source line of a frame is indented more than the frame.
    if (frame !== undefined && indent > frame) return false;
    frame = /^\s*File ".*", line \d+, in /.test(line) ? indent : undefined;
    return frame === undefined && line !== '' && !noise.test(line);
  });
  return informative.slice(-shown).map((line) => (line.length > width ? `${line.slice(0, width)}…` : line));
}
