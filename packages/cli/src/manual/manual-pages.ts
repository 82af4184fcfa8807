import { debugging, help, json, optionRow, type Row, usageForm } from '../arguments/help.ts';
import type { Command } from '../command.ts';
import { exitStatusMeanings } from '../exit-status.ts';
import { lines, roff, rows, section } from './roff.ts';

export interface ManualEdition {
  readonly version: string;
  /** As YYYY-MM-DD. */
  readonly date: string;
}

const about = 'turn bootable containers into disk images';

/** The pages of section 1 by the names of their files, in the macros of man(7): the program, and each of its commands. */
export function manualPages(commands: readonly Command[], edition: ManualEdition): ReadonlyMap<string, string> {
  return new Map([
    ['bootwright.1', programPage(commands, edition)],
    ...commands.map((command) => [`bootwright-${command.name}.1`, commandPage(command, edition)] as const),
  ]);
}

function programPage(commands: readonly Command[], edition: ManualEdition): string {
  const statuses = Object.entries(exitStatusMeanings).map(([status, meaning]): Row => [status, meaning]);
  return page('bootwright', about, edition, [
    ...section('SYNOPSIS', ['.B bootwright', '.I COMMAND', lines('[OPTIONS]')]),
    ...section('DESCRIPTION', [
      lines(
        'Inspects bootable containers, sealed or not, plans disk images, writes osbuild manifests, builds, boots and compares them. Each command has a page of its own and its own help.',
      ),
    ]),
    ...section(
      'COMMANDS',
      rows(commands.map(({ name, summary }): Row => [name, `${summary}; see bootwright-${name}(1)`])),
    ),
    ...section(
      'OPTIONS',
      rows([
        ['-V, --version', 'print the version'],
        help,
        [
          '--compat bib|ibcli',
          'as the first word: read the words behind it as bootc-image-builder or image-builder does; also where the program is called by one of these names',
        ],
        ['--json', 'print results (stdout) and problems (stderr) as JSON; of every command'],
      ]),
    ),
    ...section('EXIT STATUS', rows(statuses)),
    ...section('ENVIRONMENT', rows([debugging])),
    ...section('SEE ALSO', [lines('bootc(8), osbuild(1), podman(1), skopeo(1), systemd-boot(7)')]),
  ]);
}

function commandPage(command: Command, edition: ManualEdition): string {
  const { name, summary, description = `${summary}.`, operands, options, examples } = command;
  const taken = [...Object.entries(options).map(optionRow), json, help];
  const others = ['bootwright(1)', ...(name === 'explain' ? [] : ['bootwright-explain(1)'])];
  return page(`bootwright-${name}`, summary, edition, [
    ...section('SYNOPSIS', [`.B bootwright ${roff(name)}`, lines(['[OPTIONS]', ...operands.map(usageForm)].join(' '))]),
    ...section('DESCRIPTION', paragraphs(description)),
    ...section('ARGUMENTS', rows(operands.map((one): Row => [one.name, one.summary]))),
    ...section('OPTIONS', rows(taken)),
    ...section('EXIT STATUS', [lines('The exit status is described in bootwright(1).')]),
    ...section(
      'EXAMPLES',
      examples
        .flatMap(({ line, summary: what }) => ['.PP', lines(`${what}:`), '.PP', '.nf', '.RS', roff(line), '.RE', '.fi'])
        .slice(1),
    ),
    ...section('SEE ALSO', [lines(others.join(', '))]),
  ]);
}

function page(name: string, summary: string, { version, date }: ManualEdition, body: readonly string[]): string {
  return [
    '.\\" Generated from the definitions of the commands.',
    `.TH ${roff(name.toUpperCase())} 1 ${date} "bootwright ${version}" "User Commands"`,
    '.SH NAME',
    `${roff(name)} \\- ${roff(summary)}`,
    ...body,
    '',
  ].join('\n');
}

/** Lines that begin with a blank keep their form. */
function paragraphs(text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    if (line === '') return index === 0 ? [] : ['.PP'];
    // Behind a heading a line begins anyway.
    if (line.startsWith(' ')) return [...(index === 0 ? [] : ['.br']), lines(line.trimStart())];
    return [lines(line)];
  });
}
