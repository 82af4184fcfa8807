import { type CompletedCommand, type CompletedOption, type Offer, vmNames } from './completed-command.ts';

/** A completion script for bash 4 and later, without the bash-completion package. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const names = ['help', ...commands.map(({ name }) => name)].join(' ');
  return `# bash completion for bootwright
_bootwright() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  local assigned= word flag= count=0 index
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W '${names} --help --version' -- "$current")
    return
  fi
  # Bash splits "--option=value" into three words.
  if [[ $current == = ]]; then assigned=1 current=
  elif [[ $previous == = ]]; then assigned=1 previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  case $command in
${commands.map(commandArm).join('\n')}
    help)
      ((COMP_CWORD == 2)) && mapfile -t COMPREPLY < <(compgen -W '${commands.map(({ name }) => name).join(' ')} --help' -- "$current")
      ;;
  esac
}
complete -F _bootwright bootwright
`;
}

function commandArm({ name, options, operands, isRepeated }: CompletedCommand): string {
  const valued = options.filter(({ value }) => value !== undefined);
  const arms = valued.map(valueArm);
  const byOption = arms.length === 0 ? [] : ['      case $previous in', ...arms, '      esac'];
  const taking = valued.filter(({ isBare }) => !isBare).flatMap(({ flags }) => flags);
  const flags = options.flatMap((option) => option.flags).join(' ');
  return [
    `    ${name})`,
    ...byOption,
    `      if [[ -n $assigned ]]; then return; fi`,
    `      if [[ $current == -* ]]; then mapfile -t COMPREPLY < <(compgen -W '${flags}' -- "$current"); return; fi`,
    ...operandLines(operands, isRepeated, taking),
    '      ;;',
  ].join('\n');
}

function valueArm({ flags, value, isBare }: CompletedOption): string {
  const guard = isBare ? '[[ -n $assigned ]] && { ' : '';
  return `        ${flags.join('|')}) ${guard}${reply(value ?? 'nothing')}; return${isBare ? '; }' : ''} ;;`;
}

/** Completes the operand at the cursor. `taking`: the flags whose next word is their value. */
function operandLines(operands: readonly Offer[], isRepeated: boolean, taking: readonly string[]): readonly string[] {
  const last = operands.at(-1);
  if (last === undefined) return [];
  const arms = operands.map((offer, index) => {
    const isRest = isRepeated && index === operands.length - 1;
    return `        ${isRest ? '*' : index}) ${reply(offer)} ;;`;
  });
  return [
    '      for ((index = 2; index < COMP_CWORD; index++)); do',
    `        word=\${COMP_WORDS[index]}`,
    '        if [[ $word == = ]]; then flag=value',
    '        elif [[ -n $flag ]]; then flag=',
    `        elif [[ ' ${taking.join(' ')} ' == *" $word "* ]]; then flag=$word`,
    '        elif [[ $word != -* ]]; then ((count++)); fi',
    '      done',
    '      case $count in',
    ...arms,
    '      esac',
  ];
}

const replies = {
  file: 'compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current")',
  directory: 'compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current")',
  vm: `mapfile -t COMPREPLY < <(compgen -W "$(${vmNames})" -- "$current")`,
  nothing: ':',
} as const;

function reply(offer: Offer): string {
  if (typeof offer === 'string') return replies[offer];
  return `mapfile -t COMPREPLY < <(compgen -W '${offer.words.join(' ')}' -- "$current")`;
}
