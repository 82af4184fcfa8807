import { shownOutput } from '@bootwright/core';
import type { Output } from '../host.ts';

/**
 * The output behind a last guard: whatever a command writes, a control, invisible or text-reordering character becomes
 * an escape that JSON reads as the same character. Sequences of the command's own pass where there are colours or a
 * terminal. Renderers see to line breaks and workflow commands, which only they can tell from their own.
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
