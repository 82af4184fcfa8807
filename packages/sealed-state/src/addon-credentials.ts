import { type Blueprint, type Customizations, unsupportedOptions, usersWithKeys } from '@bootwright/blueprint';
import { type DocumentPath, defined, inside, type Location, renderPath } from '@bootwright/core';
import { type Accepted, acceptedGroup, acceptedUser, type LeftOut } from './account-limits.ts';
import { groupLines, importedPasswords, userLines } from './account-lines.ts';
import { argumentValue, fileLine, linesOf, modeWord, quotedWord, unitValue } from './configuration-line.ts';
import { passwordUnit, passwordUnitText } from './password-unit.ts';
import { writablePath } from './state-path.ts';
import { acceptedUnits, isUnitName, unitName, wantsText } from './unit-name.ts';

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
 * (systemd.system-credentials(7), tmpfiles.d(5), sysusers.d(5)). `existing`: the accounts that the image has next to root,
 * as far as they are known. Fault: `addon/customization`.
 */
export function addonCredentials(
  blueprint: Blueprint,
  at: Location,
  existing: ReadonlySet<string> = new Set(),
): AddonCredentials {
  const customizations = blueprint.customizations ?? {};
  const here = inside(at, 'customizations');
  const { user = [], services, kernel } = customizations;
  const groups = together(
    (customizations.group ?? []).map((one, index) => acceptedGroup(one, inside(here, 'group', index))),
  );
  // The later of two with one name counts.
  const byName = new Map(usersWithKeys(customizations).map((one) => [one.name, one]));
  const exists = (name: string): boolean => name === 'root' || existing.has(name);
  const accepted = [...byName.values()].map((one) => {
    const index = user.findLastIndex(({ name }) => name === one.name);
    const place = index < 0 ? inside(here, 'sshkey') : inside(here, 'user', index);
    return { place, ...acceptedUser(one, { exists: exists(one.name) }, place) };
  });
  const users = accepted.flatMap(({ value, place }) =>
    value === undefined ? [] : [userLines(value, exists(value.name), place)],
  );
  const withPasswords = accepted.flatMap(({ value }) =>
    value === undefined || (value.password ?? '') === '' ? [] : [value.name],
  );
  const changed = withPasswords.filter(exists);
  const nodes = writableNodes(customizations, here);
  const settings = acceptedSettings(customizations, here);
  const enabled = acceptedUnits(services?.enabled ?? [], inside(here, 'services', 'enabled'));
  const masked = acceptedUnits(services?.masked ?? [], inside(here, 'services', 'masked'));
  const texts: readonly (readonly [string, string])[] = [
    ...users.flatMap((one) => one.credentials),
    [
      'sysusers.extra',
      linesOf([...groupLines(groups.value, inside(here, 'group')), ...users.flatMap((one) => one.sysusers)]),
    ],
    [
      'tmpfiles.extra',
      linesOf([...systemLines(settings.value, here), ...nodes.lines, ...users.flatMap((one) => one.tmpfiles)]),
    ],
    ['systemd.unit-dropin.systemd-sysusers.service', importedPasswords(withPasswords.filter((name) => !exists(name)))],
    [
      'systemd.unit-dropin.multi-user.target',
      wantsText(
        [...(enabled.value ?? []), ...(changed.length === 0 ? [] : [passwordUnit])],
        inside(here, 'services', 'enabled'),
      ),
    ],
    ...unitTexts(customizations),
    ...(changed.length === 0 ? [] : [[extraUnit(passwordUnit), passwordUnitText(changed)] as const]),
  ];
  const masks = (masked.value ?? []).map((unit) => `systemd.mask=${unitName(unit)}`);
  const append = kernel?.append ?? '';
  // The credential system.hostname counts only where the image has no /etc/hostname (systemd.system-credentials(7)).
  const { hostname } = settings.value;
  const names = hostname === undefined ? [] : [`systemd.hostname=${argumentValue(hostname, inside(here, 'hostname'))}`];
  return {
    kernelArguments: [...(append === '' ? [] : [append]), ...names, ...masks],
    credentials: texts.filter(([, text]) => text !== '').map(([name, text]) => ({ name, text })),
    leftOut: [
      ...[groups, ...accepted, nodes, settings, enabled, masked].flatMap(({ leftOut }) => leftOut),
      ...users.flatMap((one) => one.leftOut),
      ...unsupportedOptions(blueprint, carried).map((path) => ({ what: renderPath(path), at: inside(at, ...path) })),
    ],
  };
}

/** Settings of the system, each of which a file in /etc gives as well. */
interface Settings {
  readonly hostname?: string;
  readonly zone?: string;
  readonly language?: string;
  readonly keyboard?: string;
}

/** A file of the blueprint takes the place of the setting that would write it. */
function acceptedSettings({ hostname, timezone, locale, files = [] }: Customizations, at: Location) {
  const written = new Set(files.map(({ path }) => path));
  const leftOut: LeftOut[] = [];
  const free = (value: string | undefined, file: string, { what, path }: { what: string; path: DocumentPath }) => {
    if (value === undefined || !written.has(file)) return value;
    const reason = `the file ${file} of the blueprint takes its place`;
    leftOut.push({ what, at: inside(at, ...path), reason, instead: 'leave one of them out' });
    return undefined;
  };
  const value: Settings = defined({
    hostname: free(hostname, '/etc/hostname', { what: 'the host name', path: ['hostname'] }),
    zone: free(timezone?.timezone, '/etc/localtime', { what: 'the time zone', path: ['timezone', 'timezone'] }),
    language: free(locale?.languages?.[0], '/etc/locale.conf', {
      what: 'the locale',
      path: ['locale', 'languages', 0],
    }),
    keyboard: free(locale?.keyboard, '/etc/vconsole.conf', {
      what: 'the keyboard layout',
      path: ['locale', 'keyboard'],
    }),
  });
  return { value, leftOut };
}

/** Settings that systemd reads of files in /etc. */
function systemLines({ zone, language, keyboard }: Settings, at: Location): readonly string[] {
  const file = (path: string, text: string) => fileLine('f+~', { path, text }, { at: inside(at, 'locale') });
  return [
    ...(zone === undefined ? [] : [timezoneLine(zone, inside(at, 'timezone'))]),
    ...(language === undefined ? [] : [file('/etc/locale.conf', `LANG=${language}\n`)]),
    ...(keyboard === undefined ? [] : [file('/etc/vconsole.conf', `KEYMAP=${keyboard}\n`)]),
  ];
}

/**
 * The line that sets the time zone: /etc/localtime is a link, which a stage cannot replace. Its last word is the rest of the
 * line, in which quotes have no meaning.
 */
export function timezoneLine(zone: string, at: Location): string {
  return `L+ /etc/localtime - - - - ../usr/share/zoneinfo/${unitValue(zone, at)}`;
}

const extraUnit = (name: string): string => `systemd.extra-unit.${name}`;

/** Files that are units: systemd reads units before tmpfiles writes files (systemd-debug-generator(8)). */
function unitTexts({ files = [] }: Customizations): readonly (readonly [name: string, text: string])[] {
  return files.flatMap(({ path, data = '' }) => {
    const [, unit = ''] = /^\/etc\/systemd\/system\/([^/]+)$/.exec(path) ?? [];
    return isUnitName(unit) && unit === unitName(unit) ? [[extraUnit(unit), data] as const] : [];
  });
}

function together<T>(all: readonly Accepted<T>[]) {
  return {
    value: all.flatMap(({ value }) => (value === undefined ? [] : [value])),
    leftOut: all.flatMap(({ leftOut }) => leftOut),
  };
}

/** The lines of directories and files where the running system can be written, and the others. */
function writableNodes({ directories = [], files = [] }: Customizations, at: Location) {
  const leftOut: LeftOut[] = [];
  const owner = (value: string | number | undefined) => String(value ?? 'root');
  const pathOf = (what: string, path: string, here: Location): string | undefined => {
    const found = writablePath(path);
    if (found !== undefined) return found;
    const reason = 'a sealed deployment can be written below /etc and /var alone';
    const instead = 'put it below /etc or /var, or build it into the container';
    leftOut.push({ what: `${what} ${path}`, at: inside(here, 'path'), reason, instead });
    return undefined;
  };
  const lines = [
    ...directories.flatMap(({ path, mode = '0755', user, group }, index) => {
      const here = inside(at, 'directories', index);
      const found = pathOf('the directory', path, here);
      if (found === undefined) return [];
      return `d ${quotedWord(found, here)} ${modeWord(mode, here)} ${quotedWord(owner(user), here)} ${quotedWord(owner(group), here)}`;
    }),
    ...files.flatMap(({ path, data = '', mode = '0644', user, group }, index) => {
      const here = inside(at, 'files', index);
      const found = pathOf('the file', path, here);
      if (found === undefined) return [];
      return fileLine('f+~', { path: found, text: data }, { mode, user: owner(user), group: owner(group), at: here });
    }),
  ];
  return { lines, leftOut };
}
