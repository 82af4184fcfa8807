import { type CompletedCommand, type CompletedOption, type Offer, vmNames } from './completed-command.ts';

/** A script of `complete` lines for fish. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = [
    '# fish completion for bootwright',
    'complete -c bootwright -f',
    ...commands.map(
      ({ name, summary }) => `complete -c bootwright -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ),
    'complete -c bootwright -n __fish_use_subcommand -a help -d "print help for a command"',
    'complete -c bootwright -n __fish_use_subcommand -l help -s h -d "print help"',
    'complete -c bootwright -n __fish_use_subcommand -l version -s V -d "print the version"',
    `complete -c bootwright -n '__fish_seen_subcommand_from help' -a ${quoted(commands.map(({ name }) => name).join(' '))}`,
    ...commands.flatMap(commandLines),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines({ name, options, operands }: CompletedCommand): readonly string[] {
  const start = 'complete -c bootwright -n';
  const seen = `__fish_seen_subcommand_from ${name}`;
  const [first, second] = operands;
  // Fish does not say which operand the cursor is at: a known word of the first one leads to the second.
  const words = typeof first === 'object' && second !== undefined ? first.words.join(' ') : undefined;
  const after = words === undefined ? '' : `; and __fish_seen_subcommand_from ${words}`;
  const before = after.replace('; and ', '; and not ');
  return [
    ...(first === undefined || first === 'nothing' ? [] : [`${start} '${seen}${before}'${offered(first)}`]),
    ...(words === undefined || second === undefined ? [] : [`${start} '${seen}${after}'${offered(second)}`]),
    ...options.map((option) => `${start} '${seen}'${optionPart(option)}`),
  ];
}

function optionPart({ flags, summary, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ');
  return ` ${names} -d ${quoted(summary)}${value === undefined ? '' : `${value === 'file' ? ' -r' : ' -x'}${offered(value)}`}`;
}

const offers = {
  file: ' -F',
  directory: " -a '(__fish_complete_directories)'",
  vm: ` -a '(${vmNames})'`,
  nothing: '',
} as const;

function offered(offer: Offer): string {
  return typeof offer === 'string' ? offers[offer] : ` -a ${quoted(offer.words.join(' '))}`;
}

/** Fish has two escapes in single quotes. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
