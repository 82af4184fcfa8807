import { type Blueprint, type Customizations, unsupportedOptions, usersWithKeys } from '@bootwright/blueprint';
import { inside, type Location, type Notice, renderPath } from '@bootwright/core';
import type { Credential } from '@bootwright/uki';
import { groupLines, ignored, userLines } from './account-lines.ts';
import { fileLine, modeWord, quotedWord } from './configuration-line.ts';

/** What of a blueprint an addon carries. */
export interface BlueprintContent {
  /** In the order of a command line. */
  readonly kernelArguments: readonly string[];
  readonly credentials: readonly Credential[];
  /** What is left out. */
  readonly notices: readonly Notice[];
}

const carried = [
  'customizations.kernel.append',
  'customizations.hostname',
  'customizations.user',
  'customizations.group',
  'customizations.sshkey',
  'customizations.files',
  'customizations.directories',
  'customizations.timezone.timezone',
  'customizations.locale',
  'customizations.services.enabled',
  'customizations.services.masked',
  // These name the blueprint.
  'name',
  'description',
  'version',
];

/**
 * The kernel arguments and credentials by which systemd does what a blueprint asks for, at each boot
 * (systemd.system-credentials(7), tmpfiles.d(5), sysusers.d(5)). Fault: `addon/customization`.
 */
export function blueprintContent(blueprint: Blueprint, at: Location): BlueprintContent {
  const customizations = blueprint.customizations ?? {};
  const here = inside(at, 'customizations');
  const { user = [], group = [], services, kernel } = customizations;
  // The later of two with one name counts.
  const byName = new Map(usersWithKeys(customizations).map((one) => [one.name, one]));
  const users = [...byName.values()].map((one) => {
    const index = user.findLastIndex(({ name }) => name === one.name);
    return userLines(one, index < 0 ? inside(here, 'sshkey') : inside(here, 'user', index));
  });
  const sysusers = [...groupLines(group, inside(here, 'group')), ...users.flatMap((one) => one.sysusers)];
  const tmpfiles = [
    ...systemLines(customizations, here),
    ...nodeLines(customizations, here),
    ...users.flatMap((one) => one.tmpfiles),
  ];
  const passwords = users.flatMap((one) => one.credentials);
  const imported = passwords.filter(([name]) => name.startsWith('passwd.')).map(([name]) => `ImportCredential=${name}`);
  const texts: readonly (readonly [string, string])[] = [
    ...passwords,
    ...(customizations.hostname === undefined ? [] : [['system.hostname', customizations.hostname] as const]),
    ...lines('sysusers.extra', sysusers),
    ...lines('tmpfiles.extra', tmpfiles),
    ...lines('systemd.unit-dropin.systemd-sysusers.service', imported.length === 0 ? [] : ['[Service]', ...imported]),
    ...lines('systemd.unit-dropin.multi-user.target', wantsOf(services?.enabled ?? [], here)),
  ];
  const masks = (services?.masked ?? []).map((unit) => `systemd.mask=${unit}`);
  const append = kernel?.append ?? '';
  return {
    kernelArguments: [...(append === '' ? [] : [append]), ...masks],
    credentials: texts.map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
    notices: [
      ...users.flatMap((one) => one.notices),
      ...unsupportedOptions(blueprint, carried).map((path) => ignored(renderPath(path), inside(at, ...path))),
    ],
  };
}

function lines(name: string, content: readonly string[]): readonly (readonly [string, string])[] {
  return content.length === 0 ? [] : [[name, `${content.join('\n')}\n`]];
}

function wantsOf(units: readonly string[], at: Location): readonly string[] {
  if (units.length === 0) return [];
  // Units have no blanks; a quoted word proves that there is no line feed.
  for (const unit of units) quotedWord(unit, inside(at, 'services', 'enabled'));
  return ['[Unit]', `Wants=${units.join(' ')}`];
}

/** Settings that systemd reads of files in /etc. */
function systemLines({ timezone, locale }: Customizations, at: Location): readonly string[] {
  const [language] = locale?.languages ?? [];
  const zone = timezone?.timezone;
  return [
    ...(zone === undefined
      ? []
      : [`L+ /etc/localtime - - - - ${quotedWord(`../usr/share/zoneinfo/${zone}`, inside(at, 'timezone'))}`]),
    ...(language === undefined ? [] : [fileLine('/etc/locale.conf', `LANG=${language}\n`, {}, inside(at, 'locale'))]),
    ...(locale?.keyboard === undefined
      ? []
      : [fileLine('/etc/vconsole.conf', `KEYMAP=${locale.keyboard}\n`, {}, inside(at, 'locale'))]),
  ];
}

function nodeLines({ directories = [], files = [] }: Customizations, at: Location): readonly string[] {
  const owner = (value: string | number | undefined) => String(value ?? 'root');
  return [
    ...directories.map(({ path, mode = '0755', user, group }, index) => {
      const here = inside(at, 'directories', index);
      return `d ${quotedWord(path, here)} ${modeWord(mode, here)} ${quotedWord(owner(user), here)} ${quotedWord(owner(group), here)}`;
    }),
    ...files.map(({ path, data = '', mode = '0644', user, group }, index) =>
      fileLine(path, data, { mode, user: owner(user), group: owner(group) }, inside(at, 'files', index)),
    ),
  ];
}
