import { shownOutput } from '@bootwright/core';
import type { Output } from '../host.ts';

/**
 * The output behind a last filter: every control, invisible or text-reordering character becomes an escape that JSON
 * reads as the same character. Escape sequences of the command itself pass if the output has colours or is a terminal.
 * Renderers handle line breaks and workflow commands, because only they know which ones are theirs.
 */
export function safeOutput(output: Output): Output {
  return {
    terminal: output.terminal,
    colour: output.colour,
    get columns() {
      return output.columns;
    },
    write: (text) => {
      const isText = typeof text === 'string';
      return output.write(isText ? shownOutput(text, { controls: output.terminal || output.colour }) : text);
    },
  };
}
