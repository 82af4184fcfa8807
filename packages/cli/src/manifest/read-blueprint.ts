import { type Blueprint, type BlueprintOrigin, parseBlueprint } from '@bootwright/blueprint';
import { Fault, type Location } from '@bootwright/core';
import type { CommandContext } from '../command.ts';
import { readText } from '../files/read-text.ts';

export interface BlueprintFile {
  readonly value: Blueprint;
  /** Where it begins. */
  readonly at: Location;
}

export interface BlueprintText {
  readonly text: string;
  readonly origin: BlueprintOrigin;
}

/** A blueprint from a file, TOML or JSON by its name, or by its content where the name does not say. */
export async function readBlueprint(file: string, context: CommandContext): Promise<BlueprintFile> {
  const { text, origin } = await readBlueprintText(file, context);
  const { document } = origin;
  return { value: parseBlueprint(text, origin), at: { document, file: nameOf(file) } };
}

/** The text of a blueprint, which messages can quote from then on. */
export async function readBlueprintText(file: string, context: CommandContext): Promise<BlueprintText> {
  checkBlueprintName(file);
  return blueprintText(file, await readText(file, context.host), context);
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

/** The text of a blueprint that was read before, which messages can quote from then on. */
export function blueprintText(file: string, text: string, { texts }: CommandContext): BlueprintText {
  const origin = { document: 'blueprint', file: nameOf(file), format: formatOf(file, text) } as const;
  texts.add({ ...origin, text });
  return { text, origin };
}

export const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

function formatOf(file: string, text: string): 'toml' | 'json' {
  if (/\.toml$/i.test(file)) return 'toml';
  if (/\.json$/i.test(file)) return 'json';
  return /^\s*\{/.test(text) ? 'json' : 'toml';
}
