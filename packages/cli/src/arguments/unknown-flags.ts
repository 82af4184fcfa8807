import type { Command } from '../command.ts';
import { flagOf } from './option.ts';

/** The words of a command line that are neither options of the command nor their values. */
export interface OtherWords {
  /** Options that the command does not have, in order. */
  readonly unknownFlags: readonly string[];
  readonly operands: readonly string[];
}

/** Splits the words after the name of the command as the command parses them. */
export function otherWords(words: readonly string[], command: Command): OtherWords {
  const takesValue = new Map<string, boolean>([
    ['--json', false],
    ['--help', false],
    ['-h', false],
  ]);
  for (const [name, option] of Object.entries(command.options)) {
    const takes = option.kind === 'list' || (option.kind === 'value' && option.bare === undefined);
    takesValue.set(flagOf(name), takes);
    if (option.alias !== undefined) takesValue.set(option.alias, takes);
  }
  const unknown: string[] = [];
  const operands: string[] = [];
  let isValue = false;
  for (const [index, word] of words.entries()) {
    if (isValue) {
      isValue = false;
      continue;
    }
    if (word === '--') return { unknownFlags: unknown, operands: [...operands, ...words.slice(index + 1)] };
    if (!/^-./.test(word)) {
      operands.push(word);
      continue;
    }
    const takes = takesValue.get(word);
    isValue = takes === true;
    if (takes === undefined && !takesValue.has(nameIn(word))) unknown.push(word);
  }
  return { unknownFlags: unknown, operands };
}

/** `--type` of `--type=qcow2`, and `-o` of `-ofile`. */
function nameIn(word: string): string {
  const [name = ''] = word.split('=');
  return word.startsWith('--') ? name : word.slice(0, 2);
}
