import { choice, type Given, type Options } from '../arguments/option.ts';
import { file } from '../arguments/values.ts';
import { sourceOptions } from '../container/source-options.ts';

export const lintOptions = {
  ...sourceOptions,
  disk: file(
    'partition table as disk.yaml, instead of that of the container; without a container the disk alone is checked',
  ),
  format: choice(['text', 'json', 'sarif'], 'text, json or sarif (default: text)'),
} as const satisfies Options;

export type LintGiven = Given<typeof lintOptions>;
