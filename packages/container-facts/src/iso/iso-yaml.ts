import { cutName, Fault, type Location, type TextOrigin } from '@bootwright/core';
import { coded, type JsonSchema, jsonSchemaOf, noted, text } from '@bootwright/core/schemas';
import { isUntagged, parseYaml, plainScalar, type ReadScalar } from '@bootwright/disk';
import { type IsoDefinition, isoSchema } from './iso-definition.ts';

/** Their values are whole numbers. */
const numberKeys: readonly (string | undefined)[] = ['default', 'timeout'];
const yamlTag = 'tag:yaml.org,2002:';

/**
 * A container's iso.yaml. Scalars are read as text, so that a label of `010` stays one; a key without a value counts as
 * absent, and a fraction for its whole part, as go.yaml.in/yaml/v3 decodes it into an `int`. Faults, with line and column:
 * `iso-yaml/syntax` for broken YAML and an empty file, unknown keys, wrong types.
 */
export function parseIsoDefinition(yaml: string, origin: TextOrigin): IsoDefinition {
  try {
    return parseYaml(yaml, origin, { schema, subject: 'iso-yaml', readScalar });
  } catch (error) {
    if (!(error instanceof Fault) || !error.code.startsWith('disk/')) throw error;
    throw new Fault('iso-yaml/syntax', `iso.yaml cannot be read: ${error.message}`, {
      at: { ...origin, line: 1, column: 1, ...error.at },
      hint: 'fix the file in the container image',
    });
  }
}

const number = noted(text(), {
  // A fraction counts for its whole part.
  jsonSchema: { type: 'number', exclusiveMinimum: -1, maximum: Number.MAX_SAFE_INTEGER },
});
const scalar = noted(text(), { jsonSchema: { type: ['string', 'number', 'boolean'] } });

const wholeNumber = coded(number, {
  decode: (written) => {
    const value = plainScalar(written);
    const whole = typeof value === 'number' ? Math.trunc(value) : Number.NaN;
    // A negative zero is a zero.
    if (Number.isSafeInteger(whole) && whole >= 0) return Math.abs(whole);
    throw numberFault(written, {});
  },
  encode: String,
});
const schema = isoSchema(wholeNumber, scalar);

/** JSON Schema (2020-12) of a container's iso.yaml, as `parseIsoDefinition` reads it. */
export const isoDefinitionJsonSchema = (): JsonSchema =>
  jsonSchemaOf(schema, {
    title: 'iso.yaml of a bootable container',
    description: 'What image types for ISOs read from /usr/lib/bootc-image-builder/iso.yaml',
  });

/** The library of the reference takes no text for a number: neither one in quotes nor one with the tag of texts. */
const readScalar: ReadScalar = (node, key, at) => {
  const { text: written, tag, start } = node;
  const isPlain = isUntagged(node);
  if (isPlain && plainScalar(written) === null) return null;
  const isNumber = isPlain || tag === `${yamlTag}int` || tag === `${yamlTag}float`;
  if (numberKeys.includes(key) && !isNumber) throw numberFault(written, at(start));
  return written;
};

function numberFault(written: string, at: Location): Fault {
  return new Fault('iso-yaml/type', `expected a whole number, found ${JSON.stringify(cutName(written, 40))}`, {
    at,
    hint: 'give a whole number, 0 or more, without quotes',
  });
}
