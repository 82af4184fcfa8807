import { largest, textWidth } from '@bootwright/core';
import type { Command, Operand } from '../command.ts';
import { debugMeanings } from '../debugging.ts';
import { exitStatusMeanings } from '../exit-status.ts';
import type { Output } from '../host.ts';
import { type Style, styleOf } from '../terminal/colour.ts';
import { reflow } from '../terminal/reflow.ts';
import { shellLines } from '../terminal/shell-lines.ts';
import { hanging } from '../terminal/wrapped.ts';
import { flagsOf, type Option } from './option.ts';

export type Row = readonly [term: string, meaning: string];
type Section = readonly [title: string, rows: readonly Row[]];

export const json: Row = ['--json', 'print results (stdout) and problems (stderr) as JSON'];
export const help: Row = ['-h, --help', 'print help'];

/** The variable that shows requests and responses. */
export const debugging: Row = [
  'BOOTWRIGHT_DEBUG',
  `writes what is asked and answered to standard error: ${Object.keys(debugMeanings).join(', ')}, or all`,
];

export function programHelp(commands: readonly Command[], output: Output): string {
  const style = styleOf(output);
  const about =
    'Turns bootable containers, sealed or not, into disk images: inspects, plans, writes osbuild manifests, builds.';
  const statuses = Object.entries(exitStatusMeanings);
  return [
    usage('COMMAND [OPTIONS]', style),
    reflow(about, output.columns),
    ...sections(
      [
        [
          'Options',
          [
            ['-V, --version', 'print the version'],
            help,
            ['--compat bib|ibcli', 'first: read the words behind it as bootc-image-builder or image-builder does'],
          ],
        ],
        [
          'Commands',
          [
            ...commands.map(
              ({ name, operands, summary }): Row => [[name, ...operands.map(operandForm)].join(' '), summary],
            ),
            ['help [COMMAND]', 'print help for a command'],
          ],
        ],
      ],
      output,
    ),
    ...sections([['Exit status', statuses]], output),
    ...sections([['Environment', [debugging]]], output),
    'Each command has its own help: bootwright COMMAND --help',
  ].join('\n\n');
}

export function commandHelp(command: Command, output: Output): string {
  const { name, summary, description = sentenceOf(summary), operands, options, examples } = command;
  const style = styleOf(output);
  const shown = examples.map(({ line, summary: about }) =>
    [style.faint(`# ${about}`), ...shellLines(line, output.columns - 2)].map((text) => `  ${text}`).join('\n'),
  );
  return [
    usage([name, '[OPTIONS]', ...operands.map(usageForm)].join(' '), style),
    reflow(description, output.columns),
    ...sections(
      [
        ['Arguments', operands.map(({ name: term, summary: meaning }): Row => [term, meaning])],
        ['Options', [...Object.entries(options).map(optionRow), json, help]],
      ],
      output,
    ),
    ...(shown.length === 0 ? [] : [`${style.strong('Examples:')}\n${shown.join('\n')}`]),
  ].join('\n\n');
}

function usage(form: string, style: Style): string {
  return `${style.strong('Usage:')} bootwright ${form}`;
}

export function sentenceOf(summary: string): string {
  return `${summary[0]?.toUpperCase()}${summary.slice(1)}.`;
}

/** The meaning of a wider term begins on the next line. */
const widest = 36;

/** Sections with their meanings in one column. */
function sections(given: readonly Section[], output: Output): readonly string[] {
  const { strong, place } = styleOf(output);
  const widths = given.flatMap(([, rows]) => rows.map(([term]) => textWidth(term)));
  const terms = largest(widths.filter((width) => width <= widest));
  return given
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => {
      const lines = rows.flatMap(([term, meaning]) => {
        const layout = { indent: terms + 4, width: output.columns };
        const room = terms - textWidth(term);
        if (room >= 0) return hanging(meaning, { head: `  ${place(term)}${' '.repeat(room)}  `, ...layout });
        return [`  ${place(term)}`, ...hanging(meaning, { head: ' '.repeat(layout.indent), ...layout })];
      });
      return [strong(`${title}:`), ...lines.map((line) => line.trimEnd())].join('\n');
    });
}

function operandForm({ name, required }: Operand): string {
  return required ? name : `[${name}]`;
}

/** An operand in a line of usage, such as `[FILE...]`. */
export function usageForm(operand: Operand): string {
  return operandForm(operand.repeated === true ? { ...operand, name: `${operand.name}...` } : operand);
}

/** An option and what it does. */
export function optionRow([name, option]: readonly [string, Option]): Row {
  const variable = option.kind === 'value' && option.environment !== undefined ? `; also ${option.environment}` : '';
  const value = option.kind === 'switch' ? '' : ` <${option.value}>`;
  return [`${flagsOf(name, option)}${value}`, option.summary + variable];
}
