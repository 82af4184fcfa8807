import { choice, type Given, type Options } from '../arguments/option.ts';
import { file } from '../arguments/values.ts';

export const showOptions = {
  format: choice(['text', 'json', 'html'], 'text, json or html (default: text)'),
  output: file('write to FILE; .html or .json selects the format (default: standard output)', { alias: '-o' }),
} as const satisfies Options;

export type ShowGiven = Given<typeof showOptions>;
