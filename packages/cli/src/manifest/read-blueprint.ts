import { type Blueprint, parseBlueprint } from '@bootwright/blueprint';
import { Fault, type Location } from '@bootwright/core';
import type { CommandContext } from '../command.ts';
import { readText } from '../files/read-text.ts';

export interface BlueprintFile {
  readonly value: Blueprint;
  /** Where it begins. */
  readonly at: Location;
}

/** A blueprint from a file, TOML or JSON by its name, or by its content where the name does not say. */
export async function readBlueprint(file: string, context: CommandContext): Promise<BlueprintFile> {
  checkBlueprintName(file);
  const text = await readText(file, context.host);
  const origin = blueprintOrigin(file, text, context);
  return { value: parseBlueprint(text, origin), at: { document: origin.document, file: origin.file } };
}

/** No blueprint is YAML: fault `blueprint/format`. */
export function checkBlueprintName(file: string): void {
  if (!/\.ya?ml$/i.test(file)) return;
  throw new Fault(
    'blueprint/format',
    `unsupported file extension for ${JSON.stringify(file)} (please use .toml or .json)`,
    { at: { file }, hint: 'write the blueprint in TOML or JSON' },
  );
}

/** Where the text of a blueprint comes from, which messages can quote from then on. */
export function blueprintOrigin(file: string, text: string, { texts }: CommandContext) {
  const origin = { document: 'blueprint', file: nameOf(file), format: formatOf(file, text) } as const;
  texts.add({ ...origin, text });
  return origin;
}

export const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

function formatOf(file: string, text: string): 'toml' | 'json' {
  if (/\.toml$/i.test(file)) return 'toml';
  if (/\.json$/i.test(file)) return 'json';
  return /^\s*\{/.test(text) ? 'json' : 'toml';
}
