import { blueprintJsonSchema } from '@bootwright/blueprint';
import { containerInfoJsonSchema } from '@bootwright/container-facts';
import { type JsonSchema, jsonSchemaOf } from '@bootwright/core/schemas';
import { requestSchema } from './request-schema.ts';

const treeJsonSchema: JsonSchema = {
  type: 'object',
  additionalProperties: {
    anyOf: [
      { type: 'string', description: 'The text of a file' },
      ...[{ link: { type: 'string' } }, { dir: { const: true } }, { base64: { type: 'string' } }].map((properties) => ({
        type: 'object',
        properties,
        required: Object.keys(properties),
        additionalProperties: false,
      })),
    ],
  },
};

/**
 * JSON Schema (2020-12) of what `manifest --request` and each line of `batch` read. It is put together here, away from the
 * schema that reads requests, so that a page which only reads them does not load what makes JSON Schemas.
 */
export function requestJsonSchema(): JsonSchema {
  const { properties, ...schema } = jsonSchemaOf(requestSchema, { title: 'Request for one image' });
  const documents: Readonly<Record<string, JsonSchema>> = {
    container: containerInfoJsonSchema(),
    build_container: containerInfoJsonSchema(),
    blueprint: blueprintJsonSchema(),
    tree: treeJsonSchema,
  };
  const embedded = Object.entries(Object(properties)).map(([key, field]) => {
    const { $schema: _, $id: _id, ...inner } = documents[key] ?? {};
    return [key, { ...inner, ...Object(field) }];
  });
  return { ...schema, properties: Object.fromEntries(embedded) };
}
