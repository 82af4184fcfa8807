// Loaded by those alone that read documents: the command starts without zod.

export type { Coding } from './schema/coded.ts';
export { coded, encodeBySchema } from './schema/coded.ts';
export { defaulted, filled, integer, optional, required, text, word } from './schema/fields.ts';
export { schemaHint } from './schema/finding.ts';
export { closestForm } from './schema/issue-places.ts';
export type { JsonSchema } from './schema/json-schema-of.ts';
export { jsonSchemaOf } from './schema/json-schema-of.ts';
export type { Conversion, Problem } from './schema/problem.ts';
export { checked, checkedKeys, converted } from './schema/problem.ts';
export { parseBySchema, readBySchema } from './schema/read-by-schema.ts';
export type { RecordNotes } from './schema/record.ts';
export { list, record, renamed } from './schema/record.ts';
export type { Infer, InferInput, Schema } from './schema/schema.ts';
export { keysOf, schemaBelow } from './schema/schema-below.ts';
export type { SchemaNotes } from './schema/schema-notes.ts';
export { noted } from './schema/schema-notes.ts';
export { filledSize, isZeroSize, size } from './schema/size.ts';
export type { VariantNotes } from './schema/variant.ts';
export { variant } from './schema/variant.ts';
