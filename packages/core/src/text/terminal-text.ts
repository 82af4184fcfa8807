import { withoutUnsafe } from './shown-text.ts';

/** What a terminal reads other than text: ECMA-48 control sequences and strings, and escapes of two characters. */
const sequences = [
  // The cursor goes elsewhere, as in menus of firmware: what follows is a line of its own.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /\u001b\[[0-9;]*[Hf]/g,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?/g,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\n\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  /\u001b[ -/]*[0-~]?/g,
] as const;

const returns = /\r+\n?/g;

/**
 * The text that a terminal would show of what was written to it, in the order of writing: without its sequences, and
 * without characters that are unsafe to show; line feeds and tabs stay. Each return of the carriage, and each jump of the
 * cursor to a place, begins a new line. No sequence goes beyond its line, so that lines may be read one by one.
 */
export function terminalText(written: string): string {
  const [jumps, ...others] = sequences;
  const lines = others
    .reduce((text, sequence) => text.replace(sequence, ''), written.replace(jumps, '\n'))
    .replace(returns, '\n');
  return withoutUnsafe(lines);
}
