import type { CompletedCommand, CompletedOption, Offer } from './completed-command.ts';

/** A script of `complete` lines for fish. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = [
    '# fish completion for bootwright',
    'complete -c bootwright -f',
    ...commands.map(
      ({ name, summary }) => `complete -c bootwright -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ),
    ...commands.flatMap(commandLines),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines({ name, options, operand }: CompletedCommand): readonly string[] {
  const start = `complete -c bootwright -n '__fish_seen_subcommand_from ${name}'`;
  const operands = operand.kind === 'nothing' ? [] : [`${start}${offered(operand)}`];
  return [...operands, ...options.map((option) => `${start}${optionPart(option)}`)];
}

function optionPart({ flags, summary, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ');
  return ` ${names} -d ${quoted(summary)}${value === undefined ? '' : ` -r${offered(value)}`}`;
}

function offered(offer: Offer): string {
  switch (offer.kind) {
    case 'file':
      return ' -F';
    case 'directory':
      return " -a '(__fish_complete_directories)'";
    case 'words':
      return ` -a ${quoted(offer.words.join(' '))}`;
    case 'nothing':
      return '';
  }
}

/** In single quotes fish knows two escapes. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
