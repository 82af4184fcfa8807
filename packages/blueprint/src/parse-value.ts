import type { Location, SchemaOrigin } from '@bootwright/core';
import { parseBySchema } from '@bootwright/core/schemas';
import { type Blueprint, blueprintSchema } from './format/blueprint.ts';
import { type Customizations, customizationsSchema } from './format/customizations.ts';

/** How faults of a blueprint at `at` are named. */
export const blueprintOrigin = (at: Location): SchemaOrigin => ({
  at,
  subject: 'blueprint',
  objectNoun: 'a table',
  missingAt: 'record',
  codes: { range: 'range', empty: 'empty', value: 'value' },
});

/**
 * A blueprint from a value that JSON or TOML gave. Every fault is named, in the order of the document: the first is
 * thrown, with the others as its related ones. The blueprint library's `""`, `0` and `false` that mean "not given" are
 * left out, `type` of a partition is filled in. `at` says where the value is; paths of faults continue its path.
 */
export function parseBlueprintValue(value: unknown, at: Location): Blueprint {
  return parseBySchema(blueprintSchema, value, blueprintOrigin(at));
}

/** The same for the part below `customizations`. */
export function parseCustomizationsValue(value: unknown, at: Location): Customizations {
  return parseBySchema(customizationsSchema, value, blueprintOrigin(at));
}
