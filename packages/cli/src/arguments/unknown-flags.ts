import type { Command } from '../command.ts';
import { flagOf } from './option.ts';

/** All options of a command line that the command does not have, in their order; `words` come after its name. */
export function unknownFlags(words: readonly string[], command: Command): readonly string[] {
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
  let isValue = false;
  for (const word of words) {
    if (isValue) {
      isValue = false;
      continue;
    }
    if (word === '--') break;
    if (!/^-./.test(word)) continue;
    const takes = takesValue.get(word);
    isValue = takes === true;
    if (takes === undefined && !takesValue.has(nameIn(word))) unknown.push(word);
  }
  return unknown;
}

/** `--type` of `--type=qcow2`, and `-o` of `-ofile`. */
function nameIn(word: string): string {
  const [name = ''] = word.split('=');
  return word.startsWith('--') ? name : word.slice(0, 2);
}
