import { choice, type Given, several, text, toggle, type ValueOption, value } from '../arguments/option.ts';
import { file, profile } from '../arguments/values.ts';
import { parseIgnored } from './ignored-classes.ts';

export type Format = 'text' | 'markdown' | 'json' | 'unified' | 'html';

function format(): ValueOption<Format> {
  const words = choice<Format>(
    ['text', 'markdown', 'json', 'unified', 'html'],
    'text, markdown, json, unified or html (default: text)',
  );
  // The former name of `text`.
  return { ...words, value: 'FORMAT', read: (given) => words.read(given === 'terminal' ? 'text' : given) };
}

export const diffOptions = {
  format: format(),
  pair: toggle('A and B are requests: show what sealing changes'),
  sameSeed: toggle('both were made with the same seed: show the values of identifiers that changed'),
  ignore: several(value('CLASSES', 'leave out changes of these classes, such as identifiers,sources', parseIgnored)),
  link: text('URL', 'in Markdown of sets of manifests: where the whole diff is'),
  exitCode: toggle('exit with status 4 if they differ'),
  output: file('write to FILE; .html, .md, .json, .diff or .patch selects the format (default: standard output)', {
    alias: '-o',
  }),
  profile: { ...profile(), summary: `with --pair: ${profile().summary}` },
};

export type DiffGiven = Given<typeof diffOptions>;
