import type { CompletedCommand, Offer } from './completed-command.ts';

/** A script for bash 4 and later; it needs nothing but bash itself. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const names = ['help', ...commands.map(({ name }) => name)].join(' ');
  return `# bash completion for bootwright
_bootwright() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W '${names} --help --version' -- "$current")
    return
  fi
  case $command in
${commands.map(commandArm).join('\n')}
    help)
      mapfile -t COMPREPLY < <(compgen -W '${commands.map(({ name }) => name).join(' ')}' -- "$current")
      ;;
  esac
}
complete -F _bootwright bootwright
`;
}

function commandArm({ name, options, operand }: CompletedCommand): string {
  const values = options.flatMap(({ flags, value }) =>
    value === undefined ? [] : [`        ${flags.join('|')}) ${reply(value)}; return ;;`],
  );
  const byOption = values.length === 0 ? [] : ['      case $previous in', ...values, '      esac'];
  const flags = options.flatMap((option) => option.flags).join(' ');
  return [
    `    ${name})`,
    ...byOption,
    `      if [[ $current == -* ]]; then mapfile -t COMPREPLY < <(compgen -W '${flags}' -- "$current")`,
    `      else ${reply(operand)}; fi`,
    '      ;;',
  ].join('\n');
}

function reply(offer: Offer): string {
  switch (offer.kind) {
    case 'file':
      return 'compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current")';
    case 'directory':
      return 'compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current")';
    case 'words':
      return `mapfile -t COMPREPLY < <(compgen -W '${offer.words.join(' ')}' -- "$current")`;
    case 'nothing':
      return ':';
  }
}
