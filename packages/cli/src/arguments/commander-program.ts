import { Fault } from '@bootwright/core';
import { Command as Commander, Option as CommanderOption } from 'commander';
import type { Command, Invocation, Operand } from '../command.ts';
import { debugMeanings } from '../debugging.ts';
import { exitStatusMeanings } from '../exit-status.ts';
import type { Output } from '../host.ts';
import { type Style, styleOf } from '../terminal/colour.ts';
import { reflow } from '../terminal/reflow.ts';
import { shellLines } from '../terminal/shell-lines.ts';
import { hanging } from '../terminal/wrapped.ts';
import { version } from '../version.ts';
import { flagOf, type Option } from './option.ts';

interface Listener {
  print(text: string): void;
  chosen(command: Command, invocation: Invocation): void;
}

/** The commands for commander, which parses and lays out help. It neither prints nor exits by itself. */
export function commanderProgram(commands: readonly Command[], output: Output, listener: Listener): Commander {
  const style = styleOf(output);
  const program = new Commander('bootwright')
    .description(
      'Turns bootable containers, sealed or not, into disk images: inspects, plans, writes osbuild manifests, builds.',
    )
    .usage('COMMAND [OPTIONS]')
    .version(`bootwright ${version}`, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [COMMAND]', 'print help for a command')
    .configureHelp({
      boxWrap: reflow,
      formatItem: (term, termWidth, description, help) =>
        hanging(description, {
          head: `  ${term}${' '.repeat(termWidth - help.displayWidth(term))}  `,
          indent: termWidth + 4,
          width: help.helpWidth ?? output.columns,
        })
          .map((line) => line.trimEnd())
          .join('\n'),
      styleTitle: style.strong,
      styleOptionTerm: style.place,
      styleSubcommandTerm: style.place,
      styleArgumentTerm: style.place,
      // Commander would add the options of each command to its name.
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map((one) => operand(one))].join(' '),
    })
    .configureOutput({
      writeOut: listener.print,
      writeErr: listener.print,
      outputError: () => {},
      getOutHelpWidth: () => output.columns,
      getErrHelpWidth: () => output.columns,
      getOutHasColors: () => output.colour,
      getErrHasColors: () => output.colour,
    })
    .exitOverride();
  for (const command of commands) addCommand(program, command, { style, columns: output.columns }, listener);
  return program.addHelpText('after', programEnd({ style, columns: output.columns }));
}

function operand(argument: { readonly required: boolean; name(): string }): string {
  return argument.required ? argument.name() : `[${argument.name()}]`;
}

function usageOf({ name, required, repeated }: Operand): string {
  const word = repeated === true ? `${name}...` : name;
  return required ? word : `[${word}]`;
}

interface HelpLook {
  readonly style: Style;
  readonly columns: number;
}

function addCommand(program: Commander, command: Command, { style, columns }: HelpLook, listener: Listener): void {
  const sub = program
    .command(command.name)
    .summary(command.summary)
    .description(command.description ?? `${command.summary[0]?.toUpperCase()}${command.summary.slice(1)}.`)
    .usage(['[OPTIONS]', ...command.operands.map(usageOf)].join(' '))
    .action(() => listener.chosen(command, { operands: sub.args, raw: sub.opts() }));
  for (const { name, summary, required, repeated } of command.operands) {
    const word = repeated === true ? `${name}...` : name;
    sub.argument(required ? `<${word}>` : `[${word}]`, summary);
  }
  for (const [name, option] of Object.entries(command.options)) sub.addOption(commanderOption(name, option));
  sub.option('--json', 'print results (stdout) and problems (stderr) as JSON');
  const examples = command.examples.map(({ line, summary }) =>
    [style.faint(`# ${summary}`), ...shellLines(line, columns - 2)].map((text) => `  ${text}`).join('\n'),
  );
  if (examples.length > 0) sub.addHelpText('after', `\n${style.strong('Examples:')}\n${examples.join('\n')}`);
}

function commanderOption(name: string, option: Option): CommanderOption {
  const alias = option.alias === undefined ? '' : `${option.alias}, `;
  const flags = `${alias}${flagOf(name)}${option.kind === 'switch' ? '' : ` <${option.value}>`}`;
  const variable = option.kind === 'value' ? option.environment : undefined;
  const made = new CommanderOption(flags, option.summary + (variable === undefined ? '' : `; also ${variable}`));
  made.attributeName = () => name;
  if (option.kind === 'list') made.argParser((one: string, before: readonly string[] = []) => [...before, one]);
  if (option.kind === 'value') made.argParser((one: string, before?: string) => once(name, one, before));
  return made;
}

/** Commander would use the last of several values without a word. */
function once(name: string, text: string, before: string | undefined): string {
  if (before === undefined) return text;
  throw new Fault(
    'usage/arguments',
    `${flagOf(name)} is given twice: ${JSON.stringify(before)} and ${JSON.stringify(text)}`,
    {
      hint: 'give it once',
    },
  );
}

function programEnd({ style, columns }: HelpLook): string {
  const statuses = Object.entries(exitStatusMeanings).flatMap(([status, meaning]) =>
    hanging(meaning, { head: `  ${status.padEnd(4)} `, indent: 7, width: columns }),
  );
  const debugging = hanging(
    `writes what is asked and answered to standard error: ${Object.keys(debugMeanings).join(', ')}, or all`,
    {
      head: '  BOOTWRIGHT_DEBUG  ',
      indent: 20,
      width: columns,
    },
  );
  return `
${style.strong('Exit status:')}
${statuses.join('\n')}

${style.strong('Environment:')}
${debugging.join('\n')}

Each command has its own help: bootwright COMMAND --help`;
}
