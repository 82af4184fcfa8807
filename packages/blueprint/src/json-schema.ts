import { type JsonSchema, jsonSchemaOf } from '@bootwright/core/schemas';
import { blueprintSchema } from './format/blueprint.ts';

/** The blueprint format as a JSON Schema (2020-12) for editors; TOML editors read it as well. */
export const blueprintJsonSchema = (): JsonSchema => jsonSchemaOf(blueprintSchema, { title: 'Blueprint' });
