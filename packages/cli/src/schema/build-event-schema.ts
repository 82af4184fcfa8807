import {
  type Infer,
  integer,
  type JsonSchema,
  jsonSchemaOf,
  optional,
  record,
  required,
  text,
  word,
} from '@bootwright/core/schemas';
import * as z from 'zod/mini';

const counted = record({ done: integer(0), total: integer(0) });

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

const buildEvent = record({
  level: word(['progress']),
  event: word(events),
  time: optional(z.number(), 'Seconds since 1970'),
  pipeline: optional(text()),
  source: optional(text(), 'Type of the source, such as org.osbuild.containers-storage'),
  stage: optional(record({ type: text(), id: required(text(), "osbuild's digest of the stage and all before it") })),
  success: optional(z.boolean()),
  seconds: optional(z.number(), 'How long the stage took'),
  why: optional(text(), 'Why the source failed'),
  text: optional(text(), 'Of a log as it comes, which need not be a whole line; of a note one line'),
  origin: optional(text(), 'What the log comes from, such as stages/org.osbuild.mkfs.fat'),
  overall: optional(counted, 'Pipelines and sources of the build'),
  stages: optional(counted, 'Stages of the pipeline'),
});

/** One line of `--progress json`. */
export interface BuildEvent extends Infer<typeof buildEvent> {}

/** JSON Schema (2020-12) of the lines that `build --progress json` writes on standard error. */
export function buildEventJsonSchema(): JsonSchema {
  return jsonSchemaOf(buildEvent, {
    title: 'Event of a build',
    description: 'One line of "bootwright build --progress json"; lines of another level are problems',
  });
}
