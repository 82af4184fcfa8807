import { bytes, exactSize, Fault, type Location, readJsonText } from '@bootwright/core';
import {
  type Infer,
  type JsonSchema,
  jsonSchemaOf,
  list,
  noted,
  optional,
  parseBySchema,
  record,
  required,
  text,
} from '@bootwright/core/schemas';
import * as z from 'zod/mini';
import { hostedCustomizationsSchema } from './hosted-customizations.ts';

/** What is read by nobody here: which image to build, where to upload it, what the service says of it. */
const anything = () => noted(z.unknown(), { wanted: 'a value' });

/** Blueprints as the API of the hosted service creates, returns and exports them. */
export const hostedBlueprintSchema = record(
  {
    id: optional(text(), 'Identifier of the service.'),
    name: required(text(), 'Name.'),
    description: optional(text(), 'What it is for.'),
    lint: optional(anything(), 'What the service found.'),
    distribution: optional(text(), 'Distribution, where it is made of packages.'),
    bootc: optional(
      record({
        reference: required(text(), 'The container that the image boots.'),
        build_reference: optional(text(), 'The container that builds.'),
        iso_payload_reference: optional(text(), 'The container that an ISO carries.'),
      }),
      'The container, where it is made of one.',
    ),
    image_requests: optional(list(anything()), 'Which images to build, and where to upload them.'),
    customizations: required(hostedCustomizationsSchema, 'What to change in the image.'),
    metadata: optional(anything(), 'Where an export comes from.'),
    content_sources: optional(list(anything()), 'Repositories of an export.'),
    snapshot_date: optional(text(), 'State of the repositories.'),
  },
  { noun: 'a hosted blueprint' },
);

export type HostedBlueprint = Infer<typeof hostedBlueprintSchema>;

/** More than any form sends; it bounds the time and memory that a text from outside takes. */
const longestText = 2 ** 21;

/**
 * A hosted blueprint from its JSON text, or from the value that such a text gives. Throws a `Fault` with every fault of it:
 * `hosted/json`, `hosted/too-large`, `hosted/unknown-key`, `hosted/missing`, `hosted/type`, `hosted/size`.
 */
export function parseHostedBlueprint(
  blueprint: string | object,
  at: Location = { document: 'hosted' },
): HostedBlueprint {
  const value = typeof blueprint === 'string' ? jsonOf(blueprint, at) : blueprint;
  return parseBySchema(hostedBlueprintSchema, value, { at, subject: 'hosted' });
}

/** The JSON text of a hosted blueprint, with the sizes of its disk as the service takes them: `"10 GiB"`. */
export function encodeHostedBlueprint(blueprint: HostedBlueprint): string {
  const sized = (key: string, value: unknown) =>
    key === 'minsize' && typeof value === 'number' ? exactSize(bytes(value)) : value;
  return `${JSON.stringify(blueprint, sized, 2)}\n`;
}

/** The JSON Schema of hosted blueprints, for editors. */
export const hostedBlueprintJsonSchema = (): JsonSchema =>
  jsonSchemaOf(hostedBlueprintSchema, { title: 'A blueprint of the hosted image builder' });

function jsonOf(text: string, at: Location): unknown {
  if (text.length > longestText) {
    const message = `this text has ${text.length} characters, more than the ${longestText} that a blueprint may have`;
    throw new Fault('hosted/too-large', message, { at, hint: 'build large files into the container' });
  }
  const reading = readJsonText(text);
  if (reading.kind === 'value') return reading.value;
  const { problem, line, column } = reading;
  throw new Fault('hosted/json', `this is not valid JSON: ${problem}`, { at: { ...at, line, column } });
}
