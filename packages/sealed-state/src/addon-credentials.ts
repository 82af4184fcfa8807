import { type Blueprint, type Customizations, unsupportedOptions, usersWithKeys } from '@bootwright/blueprint';
import { inside, type Location, renderPath } from '@bootwright/core';
import { groupLines, importedPasswords, type LeftOut, userLines } from './account-lines.ts';
import { fileLine, linesOf, modeWord, quotedWord, unitValue } from './configuration-line.ts';
import { unitName, wantsText } from './unit-name.ts';

/** A systemd credential with text. */
export interface TextCredential {
  readonly name: string;
  readonly text: string;
}

/** What of a blueprint an addon carries. */
export interface AddonCredentials {
  /** In the order of a command line. */
  readonly kernelArguments: readonly string[];
  readonly credentials: readonly TextCredential[];
  readonly leftOut: readonly LeftOut[];
}

/** Options of a blueprint that an addon carries; each covers all keys below it. */
const carried: readonly string[] = [
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
export function addonCredentials(blueprint: Blueprint, at: Location): AddonCredentials {
  const customizations = blueprint.customizations ?? {};
  const here = inside(at, 'customizations');
  const { user = [], group = [], services, kernel } = customizations;
  // The later of two with one name counts.
  const byName = new Map(usersWithKeys(customizations).map((one) => [one.name, one]));
  const users = [...byName.values()].map((one) => {
    const index = user.findLastIndex(({ name }) => name === one.name);
    return userLines(one, index < 0 ? inside(here, 'sshkey') : inside(here, 'user', index));
  });
  const withPasswords = [...byName.values()].filter(({ name, password = '' }) => name !== 'root' && password !== '');
  const texts: readonly (readonly [string, string])[] = [
    ...users.flatMap((one) => one.credentials),
    ...(customizations.hostname === undefined ? [] : [['system.hostname', customizations.hostname] as const]),
    ['sysusers.extra', linesOf([...groupLines(group, inside(here, 'group')), ...users.flatMap((one) => one.sysusers)])],
    [
      'tmpfiles.extra',
      linesOf([
        ...systemLines(customizations, here),
        ...nodeLines(customizations, here),
        ...users.flatMap((one) => one.tmpfiles),
      ]),
    ],
    ['systemd.unit-dropin.systemd-sysusers.service', importedPasswords(withPasswords.map(({ name }) => name))],
    ['systemd.unit-dropin.multi-user.target', wantsText(services?.enabled ?? [], inside(here, 'services', 'enabled'))],
  ];
  const masks = (services?.masked ?? []).map((unit) => `systemd.mask=${unitName(unit)}`);
  const append = kernel?.append ?? '';
  return {
    kernelArguments: [...(append === '' ? [] : [append]), ...masks],
    credentials: texts.filter(([, text]) => text !== '').map(([name, text]) => ({ name, text })),
    leftOut: [
      ...users.flatMap((one) => one.leftOut),
      ...unsupportedOptions(blueprint, carried).map((path) => ({ what: renderPath(path), at: inside(at, ...path) })),
    ],
  };
}

/** Settings that systemd reads of files in /etc. */
function systemLines({ timezone, locale }: Customizations, at: Location): readonly string[] {
  const [language] = locale?.languages ?? [];
  const zone = timezone?.timezone;
  const place = inside(at, 'locale');
  const file = (path: string, text: string) => fileLine('f+~', { path, text }, { at: place });
  return [
    ...(zone === undefined ? [] : [timezoneLine(zone, inside(at, 'timezone'))]),
    ...(language === undefined ? [] : [file('/etc/locale.conf', `LANG=${language}\n`)]),
    ...(locale?.keyboard === undefined ? [] : [file('/etc/vconsole.conf', `KEYMAP=${locale.keyboard}\n`)]),
  ];
}

/**
 * The line that sets the time zone: /etc/localtime is a link, which a stage cannot replace. Its last word is the rest of the
 * line, in which quotes have no meaning.
 */
export function timezoneLine(zone: string, at: Location): string {
  return `L+ /etc/localtime - - - - ../usr/share/zoneinfo/${unitValue(zone, at)}`;
}

function nodeLines({ directories = [], files = [] }: Customizations, at: Location): readonly string[] {
  const owner = (value: string | number | undefined) => String(value ?? 'root');
  return [
    ...directories.map(({ path, mode = '0755', user, group }, index) => {
      const here = inside(at, 'directories', index);
      return `d ${quotedWord(path, here)} ${modeWord(mode, here)} ${quotedWord(owner(user), here)} ${quotedWord(owner(group), here)}`;
    }),
    ...files.map(({ path, data = '', mode = '0644', user, group }, index) =>
      fileLine(
        'f+~',
        { path, text: data },
        { mode, user: owner(user), group: owner(group), at: inside(at, 'files', index) },
      ),
    ),
  ];
}
