import { requestJsonSchema } from '@bootwright/build-request';
import { type JsonSchema, jsonSchemaOf } from '@bootwright/core/schemas';
import { matrixSchema } from './read-matrix.ts';

/**
 * JSON Schema (2020-12) of a file of golden cases: a request, or a matrix of them. What a matrix says of its own values, such as
 * an exclusion of a type that it has not, no schema can say.
 */
export function caseFileJsonSchema(): JsonSchema {
  const { $schema, ...request } = requestJsonSchema();
  const address = { description: 'Address of this schema, for editors' };
  const { $schema: _, ...matrix } = jsonSchemaOf(matrixSchema, { title: 'Matrix of golden cases' });
  return {
    $schema,
    title: 'File of golden cases',
    description: 'A request, or {"matrix": …}: one case for each combination',
    type: 'object',
    if: { required: ['matrix'], properties: { matrix: true } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { $schema: address, matrix }, required: ['matrix'], additionalProperties: false },
    else: request,
  };
}
