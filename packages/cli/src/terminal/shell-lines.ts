/**
 * A shell command in lines of at most `width` columns where it has options or pipes to break at; each line but the last
 * ends in a backslash. What is in quotes stays whole.
 */
export function shellLines(command: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const part of partsOf(command)) {
    const last = lines.at(-1);
    const joined = `${last} ${part}`;
    // A line that goes on ends in a blank and a backslash.
    if (last !== undefined && joined.length <= width - 2) lines[lines.length - 1] = joined;
    else lines.push(last === undefined ? part : `  ${part}`);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

/** Words that begin with an option or a pipe, each with what belongs to it. */
function partsOf(command: string): readonly string[] {
  const words = command.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  const parts: string[] = [];
  for (const word of words) {
    const begins = parts.length === 0 || word === '|' || /^-/.test(word);
    if (begins) parts.push(word);
    else parts[parts.length - 1] += ` ${word}`;
  }
  return parts;
}
