const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;

const counted = (description: string) => ({
  type: 'object',
  description,
  properties: { done: count, total: count },
  required: ['done', 'total'],
  additionalProperties: false,
});

const stage = {
  type: 'object',
  properties: { type: text, id: { ...text, description: "osbuild's digest of the stage and all before it" } },
  required: ['type', 'id'],
  additionalProperties: false,
} as const;

const events = [
  'pipeline-started',
  'pipeline-finished',
  'source-started',
  'source-finished',
  'stage-started',
  'stage-finished',
  'log',
  'note',
] as const;

/** JSON Schema (2020-12) of the lines that `build --progress json` writes on standard error. */
export function buildEventJsonSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Event of a build',
    description: 'One line of "bootwright build --progress json"; lines of another level are problems',
    type: 'object',
    properties: {
      level: { const: 'progress' },
      event: { enum: events },
      time: { type: 'number', description: 'Seconds since 1970' },
      pipeline: text,
      source: { ...text, description: 'Type of the source, such as org.osbuild.containers-storage' },
      stage,
      success: { type: 'boolean' },
      seconds: { type: 'number', description: 'How long the stage took' },
      why: { ...text, description: 'Why the source failed' },
      text: { ...text, description: 'Of a log as it comes, which need not be a whole line; of a note one line' },
      origin: { ...text, description: 'What the log comes from, such as stages/org.osbuild.mkfs.fat' },
      overall: counted('Pipelines and sources of the build'),
      stages: counted('Stages of the pipeline'),
    },
    required: ['level', 'event'],
    additionalProperties: false,
  };
}
