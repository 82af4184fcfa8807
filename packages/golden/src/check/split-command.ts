import { Fault } from '@bootwright/core';
import type { Command } from '@bootwright/process';

const word = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs;

/**
 * The words of a command line: parts in single or double quotes hold together, a backslash takes the next character
 * as it is. No shell is asked: variables and patterns mean nothing. An open quote is the fault `usage/command`.
 */
export function splitCommand(text: string): Command {
  const words = text.match(word) ?? [];
  if (text.replace(word, '').trim() !== '') {
    throw new Fault('usage/command', `the command ${JSON.stringify(text)} has an open quote`, {
      hint: 'close it, or put a backslash before a quote that is meant as such',
    });
  }
  return words.map((one) =>
    one.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gs, (_, double, single, plain) =>
      String(plain ?? single ?? String(double).replace(/\\(.)/gs, '$1')),
    ),
  );
}
