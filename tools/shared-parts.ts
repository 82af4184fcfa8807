import type { JsonSchema } from './osbuild-json-schema.ts';

const names: JsonSchema = { type: 'array', items: { type: 'string' } };

/**
 * Parts that the schemas of several stages have alike, their fields in the order in which they are written; the options
 * of each stage refer to one schema of that name.
 */
export const sharedParts: Readonly<Record<string, JsonSchema>> = {
  ostreeDeployment: {
    type: 'object',
    additionalProperties: false,
    oneOf: [
      { properties: { default: { enum: [false] } }, required: ['osname', 'ref'] },
      {
        properties: { default: { enum: [true] } },
        not: { anyOf: [{ required: ['osname'] }, { required: ['ref'] }, { required: ['serial'] }] },
      },
    ],
    properties: {
      osname: { type: 'string' },
      ref: { type: 'string' },
      serial: { type: 'number' },
      default: { type: 'boolean' },
    },
  },
  environmentVariable: {
    type: 'object',
    additionalProperties: false,
    properties: { key: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*' }, value: { type: 'string' } },
  },
  unitSection: {
    type: 'object',
    additionalProperties: false,
    properties: {
      Description: { type: 'string' },
      DefaultDependencies: { type: 'boolean' },
      ConditionPathExists: names,
      ConditionPathIsDirectory: names,
      Requires: names,
      Wants: names,
      After: names,
      Before: names,
    },
  },
  installSection: {
    type: 'object',
    additionalProperties: false,
    properties: { RequiredBy: names, WantedBy: names },
  },
  partitionEntry: {
    type: 'object',
    properties: {
      bootable: { type: 'boolean' },
      name: { type: 'string' },
      partnum: { type: 'integer' },
      size: { type: 'integer' },
      start: { type: 'integer' },
      type: { type: 'string' },
      uuid: { type: 'string' },
      attrs: { type: 'array', uniqueItems: true, maxItems: 64, items: { type: 'integer', minimum: 0, maximum: 63 } },
    },
  },
  groupsByName: {
    type: 'object',
    additionalProperties: false,
    patternProperties: {
      '^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,31}$': { type: 'object', properties: { gid: { type: 'number' } } },
    },
  },
};
