import { choice, type Given, toggle } from '../arguments/option.ts';
import { file, profile } from '../arguments/values.ts';

export const diffOptions = {
  format: choice(['terminal', 'markdown', 'json', 'unified', 'html'], 'how to show it (default: terminal)'),
  pair: toggle('A and B are requests: what sealing changes'),
  sameSeed: toggle('both were made with one seed: an identifier that changed is told with its values'),
  exitCode: toggle('end with status 4 where they differ'),
  output: { ...file('write to FILE instead of standard output'), alias: '-o' },
  profile: profile(),
};

export type DiffGiven = Given<typeof diffOptions>;
