import { sentenceOf } from '../src/arguments/help.ts';
import { flagOf, type Option } from '../src/arguments/option.ts';
import type { Command } from '../src/command.ts';
import { debugMeanings } from '../src/debugging.ts';
import { exitStatusMeanings } from '../src/exit-status.ts';
import { foreignForms } from './foreign-forms.ts';

/** All commands, options and exit statuses as Markdown, generated from the command definitions. */
export function renderCommandReference(commands: readonly Command[]): string {
  return [
    '# Commands',
    '',
    'Generated from the command definitions; a test keeps it up to date (`npx vitest run -u src/documents` in `packages/cli`).',
    '',
    '## Exit statuses',
    '',
    '| status | meaning |',
    '| --- | --- |',
    ...Object.entries(exitStatusMeanings).map(([status, meaning]) => `| ${status} | ${meaning} |`),
    '',
    '## JSON',
    '',
    'With `--json` each result on standard output is one JSON document: keys in snake case, two spaces of indentation and',
    'a final line feed. The results of `batch`, the events of `build --progress json`, and with `--json` each notice and',
    'fault on standard error, are JSON objects on one line each. An absent fact is an absent key. `completion` and `help`',
    'print the same text with `--json`. These parts follow another format:',
    '',
    '| part | reason |',
    '| --- | --- |',
    ...foreignForms.map(({ what, reason }) => `| ${what} | ${reason} |`),
    '',
    '## Debugging',
    '',
    '`BOOTWRIGHT_DEBUG=registry,engine` writes what is asked and answered to standard error, a line each; with `--json` a JSON',
    'object each (`"level": "debug"`). `all` is everything. Credentials in headers, URLs, arguments and outputs are masked; what',
    'goes to the standard input of a program, its environment and the bodies of responses are never written.',
    '',
    '| namespace | what is written |',
    '| --- | --- |',
    ...Object.entries(debugMeanings).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`),
    '',
    '## Options by command',
    '',
    'Every command also has `--json` (results and problems as JSON) and `--help`.',
    '',
    `| option | ${commands.map(({ name }) => name).join(' | ')} |`,
    `| --- | ${commands.map(() => ':-:').join(' | ')} |`,
    ...optionRows(commands),
    '',
    ...commands.flatMap(commandSection),
  ].join('\n');
}

function optionRows(commands: readonly Command[]): readonly string[] {
  const names = [...new Set(commands.flatMap(({ options }) => Object.keys(options)))].sort();
  return names.map(
    (name) => `| \`${flagOf(name)}\` | ${commands.map(({ options }) => (name in options ? '×' : '')).join(' | ')} |`,
  );
}

function commandSection({ name, summary, operands, options, examples }: Command): readonly string[] {
  const usage = operands.map((one) => (one.required ? one.name : `[${one.name}]`)).join(' ');
  return [
    `## bootwright ${name}${usage === '' ? '' : ` ${usage}`}`,
    '',
    sentenceOf(summary),
    '',
    ...(Object.keys(options).length === 0
      ? []
      : ['| option | meaning |', '| --- | --- |', ...Object.entries(options).map(optionRow), '']),
    '```sh',
    ...examples.flatMap((example) => [`# ${example.summary}`, example.line]),
    '```',
    '',
  ];
}

function optionRow([name, option]: readonly [string, Option]): string {
  const alias = option.alias === undefined ? '' : `, \`${option.alias}\``;
  const flag = option.kind === 'switch' ? flagOf(name) : `${flagOf(name)} ${option.value}`;
  const environment =
    option.kind === 'value' && option.environment !== undefined ? `; also \`${option.environment}\`` : '';
  return `| \`${flag.replaceAll('|', '\\|')}\`${alias} | ${option.summary.replaceAll('|', '\\|')}${environment} |`;
}
