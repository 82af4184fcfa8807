export { decodeManifest } from './document/decode-manifest.ts';
export { knownStages, reportDocument } from './document/document-problems.ts';
export { manifestJsonSchema } from './document/manifest-json-schema.ts';
export { documentSchema } from './document/manifest-schema.ts';
export type { DocumentProblem, ReportProblem } from './document/schema-problems.ts';
export { deviceSchemas, inputSchemas, mountSchemas, sourceSchemas } from './module-schemas.ts';
export { stageParts } from './parts/stage-parts.ts';
export { stageSchemas } from './stage-schemas.ts';
