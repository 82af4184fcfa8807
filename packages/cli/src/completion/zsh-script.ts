import { type CompletedCommand, type CompletedOption, type Offer, vmNames } from './completed-command.ts';

/** A script for zsh's own completion system. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const described = [...commands, { name: 'help', summary: 'print help for a command' }];
  return `#compdef bootwright
_bootwright() {
  local line state
  _arguments -C '(- *)'{-h,--help}'[print help]' '(- *)'{-V,--version}'[print the version]' '1: :->command' '*:: :->rest'
  case $state in
    command)
      local -a commands=(
${described.map(({ name, summary }) => `        ${quoted(`${name}:${summary}`)}`).join('\n')}
      )
      _describe command commands
      ;;
    rest)
      case $line[1] in
${commands.map(commandArm).join('\n')}
        help) _values command ${commands.map(({ name }) => name).join(' ')} ;;
      esac
      ;;
  esac
}
if [[ $funcstack[1] == _bootwright ]]; then _bootwright "$@"; else compdef _bootwright bootwright; fi
`;
}

function commandArm({ name, options, operands, isRepeated }: CompletedCommand): string {
  const offers = operands.map((operand, index) => {
    const place = isRepeated && index === operands.length - 1 ? '*' : index + 1;
    return quoted(`${place}: :${action(operand)}`);
  });
  const specs = [...options.map(optionSpec), ...offers];
  return `        ${name}) _arguments ${specs.join(' ')} ;;`;
}

function optionSpec({ flags, summary, value, isBare, isRepeated }: CompletedOption): string {
  const about = `[${summary.replace(/[[\]:]/g, '\\$&')}]`;
  const tail = value === undefined ? about : `${about}:value:${action(value)}`;
  // Each flag excludes the others of its option and itself, unless it may be given several times.
  const head = isRepeated ? quoted('*') : flags.length === 1 ? '' : quoted(`(${flags.join(' ')})`);
  const names = flags.map((flag) =>
    value === undefined || !flag.startsWith('--') ? flag : `${flag}=${isBare ? '-' : ''}`,
  );
  if (names.length === 1) return `${head}${quoted(`${names[0]}${tail}`)}`;
  return `${head}{${names.join(',')}}${quoted(tail)}`;
}

const actions = { file: '_files', directory: '_files -/', vm: `{compadd -- $(${vmNames})}`, nothing: ' ' } as const;

function action(offer: Offer): string {
  return typeof offer === 'string' ? actions[offer] : `(${offer.words.join(' ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
