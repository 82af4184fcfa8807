/**
 * The commands of GRUB with which a configuration chooses no program (GRUB manual, "Commands"), and blscfg, which shows the
 * entries that bootc writes.
 */
const plainCommands = new Set(
  '[ true false unset export load_env save_env load_video function menuentry fwsetup blscfg password_pbkdf2 boot'.split(
    ' ',
  ),
);
/** Of other commands, what may follow: the machine's own /boot, and nothing of networks or other disks. */
const withArguments: ReadonlyMap<string, RegExp> = new Map([
  [
    'set',
    /^(?:prefix=\(?(?:\$prefix|\$boot|md\/md-boot)\)?(?:\/boot)?(?:\/grub2)?|root=\$boot|boot=md\/md-boot|(?!prefix=|root=|boot=)\w+=[^$()]*(?:"?\$\w+"?)?)$/,
  ],
  ['menuentry_id_option="--id"', /^$/],
  ['search', /^(?:--label boot|--fs-uuid "\$BOOT_UUID") --set (?:boot|prefix) --no-floppy$/],
  ['source', /^\$(?:prefix|config_directory)\/\w+\.cfg$/],
  ['configfile', /^\$prefix\/grub\.cfg$/],
  ['insmod', /^\w+$/],
]);
const keyword = /^(?:if|elif|then|else|!)(?:\s+|$)/;
const endings = new Set(['fi', '']);

/**
 * The first command of a GRUB configuration with which it may start something else than the machine's boot entries; absent:
 * all are known not to. What GRUB quotes or puts together is not understood, and counts as unknown.
 */
export function unknownGrubCommand(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line));
  const commands = lines
    .join('\n')
    .replace(/\$\{(\w+)\}/g, '$$$1')
    .split(/[;{}\n]|&&|\|\|/);
  return commands.map(withoutKeywords).find((command) => !isKnown(command));
}

function withoutKeywords(command: string): string {
  let rest = command.trim();
  while (keyword.test(rest)) rest = rest.replace(keyword, '');
  return rest;
}

function isKnown(command: string): boolean {
  const [name = ''] = command.split(/\s/, 1);
  const given = command.slice(name.length).trim();
  return endings.has(command) || plainCommands.has(name) || withArguments.get(name)?.test(given) === true;
}
