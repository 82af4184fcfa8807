export { decodeManifest } from './document/decode-manifest.ts';
export { deviceSchema } from './document/device-schema.ts';
export { inputSchema } from './document/input-schema.ts';
export { knownStages } from './document/manifest-schema.ts';
export { mountSchema } from './document/mount-schema.ts';
export { sourcesSchema } from './document/source-schema.ts';
export { stageSchemas } from './stage-schemas.ts';
