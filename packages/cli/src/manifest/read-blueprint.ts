import { type Blueprint, parseBlueprint } from '@bootwright/blueprint';
import { Fault, type Location } from '@bootwright/core';
import type { CommandContext } from '../command.ts';
import { readText } from '../files/read-text.ts';

export interface BlueprintFile {
  readonly blueprint: Blueprint;
  /** Where it begins. */
  readonly at: Location;
}

/** A blueprint from a file, TOML or JSON by its name, or by its content where the name does not say. */
export async function readBlueprint(file: string, context: CommandContext): Promise<BlueprintFile> {
  if (/\.ya?ml$/i.test(file)) {
    throw new Fault(
      'blueprint/format',
      `unsupported file extension for ${JSON.stringify(file)} (please use .toml or .json)`,
      {
        at: { file },
        hint: 'blueprints are written in TOML or JSON',
      },
    );
  }
  const text = await readText(file, context.host);
  const name = file === '-' ? 'standard input' : file;
  const format = formatOf(file, text);
  context.texts.add({ document: 'blueprint', file: name, text, format });
  const blueprint = parseBlueprint(text, { document: 'blueprint', file: name, format });
  return { blueprint, at: { document: 'blueprint', file: name } };
}

function formatOf(file: string, text: string): 'toml' | 'json' {
  if (/\.toml$/i.test(file)) return 'toml';
  if (/\.json$/i.test(file)) return 'json';
  return /^\s*\{/.test(text) ? 'json' : 'toml';
}
