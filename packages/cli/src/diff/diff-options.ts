import { choice, type Given, toggle, type ValueOption } from '../arguments/option.ts';
import { file, profile } from '../arguments/values.ts';

export type Format = 'text' | 'markdown' | 'json' | 'unified' | 'html';

function format(): ValueOption<Format> {
  const words = choice<Format>(
    ['text', 'markdown', 'json', 'unified', 'html'],
    'text, markdown, json, unified or html (default: text)',
  );
  // The name that text had before.
  return { ...words, value: 'FORMAT', read: (given) => words.read(given === 'terminal' ? 'text' : given) };
}

export const diffOptions = {
  format: format(),
  pair: toggle('A and B are requests: what sealing changes'),
  sameSeed: toggle('both were made with one seed: an identifier that changed is shown with its values'),
  exitCode: toggle('end with status 4 where they differ'),
  output: {
    ...file('write to FILE instead of standard output; .html, .md, .json, .diff or .patch chooses the format'),
    alias: '-o',
  },
  profile: { ...profile(), summary: `with --pair: ${profile().summary}` },
};

export type DiffGiven = Given<typeof diffOptions>;
