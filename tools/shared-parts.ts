import type { JsonSchema } from './stage-source.ts';

/** Parts that the schemas of several stages have alike; the options of each refer to one schema of that name. */
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
};
