import type { Location } from '@bootwright/core';
import { throwFaults } from '@bootwright/core';
import { decode } from './decode.ts';
import type { Decoding } from './decoding.ts';
import { decodingAt } from './decoding.ts';
import type { Blueprint } from './format/blueprint.ts';
import { blueprintShape } from './format/blueprint.ts';
import type { Customizations } from './format/customizations.ts';
import { customizationsShape } from './format/customizations.ts';
import type { Shape } from './shape.ts';

/**
 * A blueprint from a value that JSON or TOML gave. Every fault is named, in the order of the keys: the first is thrown,
 * with the others as its related ones. The blueprint library's `""`, `0` and `false` that mean "not given" are left
 * out, `type` of a partition is filled in. `at` says where the value is; paths of faults continue its path.
 */
export function parseBlueprintValue(value: unknown, at: Location): Blueprint {
  return decoded(blueprintShape, value, at);
}

/** The same for the part below `customizations`. */
export function parseCustomizationsValue(value: unknown, at: Location): Customizations {
  return decoded(customizationsShape, value, at);
}

function decoded<Value>(shape: Shape<Value>, value: unknown, at: Location): Value {
  const decoding = decodingAt(at);
  const result = decodeAs(shape, value, decoding);
  throwFaults(decoding.faults);
  if (result === undefined) throw new Error('no value and no fault');
  return result;
}

/** What could be decoded: without the parts that have faults, and `undefined` where the value is no table at all. */
export function decodeAs<Value>(shape: Shape<Value>, value: unknown, decoding: Decoding): Value | undefined {
  // The one place where a shape's type is believed: the decoder copies what the shape describes, and nothing else.
  return decode(shape, value, decoding) as Value | undefined;
}
