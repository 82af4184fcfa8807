import type {
  DirectoryCustomization,
  FileCustomization,
  GroupCustomization,
  UserCustomization,
} from '@bootwright/blueprint';
import { defined, inside, type Location } from '@bootwright/core';
import {
  groupLines,
  homeLine,
  importedPasswords,
  keyLines,
  memberLines,
  newUserLines,
  passwordCredential,
} from './account-lines.ts';
import { timezoneLine } from './addon-credentials.ts';
import { linesOf, modeWord, quotedPattern, quotedWord } from './configuration-line.ts';
import { mountTargets, mountUnitText, type StateMount } from './mount-unit.ts';
import { passwordUnit, passwordUnitText } from './password-unit.ts';
import { unitName, wantsText } from './unit-name.ts';

/** Customizations that go into the state of a deployment: all can be carried out there. */
export interface StateCustomizations {
  readonly groups: readonly GroupCustomization[];
  /** Each name once; passwords are hashed, homes below /etc or /var. */
  readonly users: readonly StateUser[];
  /** Paths below /etc or /var, as the running system has them. */
  readonly directories: readonly DirectoryCustomization[];
  readonly files: readonly FileCustomization[];
  readonly hostname?: string;
  /** Name of a time zone. */
  readonly timezone?: string;
  /** LANG of locale.conf(5). */
  readonly language?: string;
  /** KEYMAP of vconsole.conf(5). */
  readonly keyboard?: string;
  readonly enabledUnits: readonly string[];
  readonly maskedUnits: readonly string[];
  readonly mounts: readonly StateMount[];
}

export interface StateUser extends UserCustomization {
  /** Whether the container has the account. */
  readonly exists: boolean;
  /** Whether its home can be made, or is there. */
  readonly hasHome: boolean;
}

/** A file of the state, by the path that the running system has. */
export interface StateFile {
  readonly path: string;
  readonly text: string;
  /** Permission bits; by default those of a new file. */
  readonly mode?: number;
}

export interface StateDirectory {
  readonly path: string;
  readonly mode?: number;
}

/** What is written into the state of a deployment after its installation. Root owns all of it. */
export interface SealedState {
  /** In the order in which they are made, with their parents; those that exist stay. */
  readonly directories: readonly StateDirectory[];
  /** What is in their place is replaced. */
  readonly files: readonly StateFile[];
  /** SELinux labels by path, with which the system boots until tmpfiles sets those of its policy. */
  readonly labels: readonly (readonly [path: string, label: string])[];
  /** Whether services write to /etc at boot, for which the root has to be mounted writable (`rw`). */
  readonly writesAtBoot: boolean;
}

const sysusersFile = '/etc/sysusers.d/50-bootwright.conf';
const tmpfilesFile = '/etc/tmpfiles.d/50-bootwright.conf';
/** Where services find credentials (systemd.exec(5)); systemd gives it these permissions. */
const credentialStore = { path: '/etc/credstore', mode: 0o700 };
const unitDirectory = '/etc/systemd/system';

const dropIn = (unit: string): string => `${unitDirectory}/${unit}.d/50-bootwright.conf`;

/**
 * The files by which a sealed system has those customizations: systemd reads them at boot. `relabels`: whether the
 * container has an SELinux policy, by which tmpfiles labels them. `at` is the place of `customizations`. Fault:
 * `addon/customization` for text that would break the line or the unit that it is written to.
 */
export function sealedState(given: StateCustomizations, relabels: boolean, at: Location): SealedState {
  const { hostname, language, keyboard } = given;
  const accounts = accountFiles(given, at);
  const units = unitFiles(given, at);
  const settings: readonly StateFile[] = [
    ...(hostname === undefined ? [] : [{ path: '/etc/hostname', text: `${hostname}\n` }]),
    ...(language === undefined ? [] : [{ path: '/etc/locale.conf', text: `LANG=${language}\n` }]),
    ...(keyboard === undefined ? [] : [{ path: '/etc/vconsole.conf', text: `KEYMAP=${keyboard}\n` }]),
  ];
  const own = given.files.map((file): StateFile => ({ path: file.path, text: file.data ?? '', ...modeOf(file) }));
  const files = [...settings, ...accounts.files, ...units, ...own];
  const directories = [
    ...given.directories.map((one): StateDirectory => ({ path: one.path, ...modeOf(one) })),
    ...(accounts.hasPasswords ? [credentialStore] : []),
    ...parentsOf(files).map((path) => ({ path })),
  ];
  const tmpfiles = [
    ...(given.timezone === undefined ? [] : [timezoneLine(given.timezone, inside(at, 'timezone'))]),
    ...ownerLines(given, at),
    ...accounts.tmpfiles,
    ...(relabels ? labelLines([...directories, ...files, ...mountpoints(given.mounts)], at) : []),
  ];
  if (tmpfiles.length > 0) {
    files.push({ path: tmpfilesFile, text: linesOf(tmpfiles) });
    directories.push({ path: parentOf(tmpfilesFile) });
  }
  return {
    directories: eachOnce(directories),
    files,
    labels: relabels ? labelledPaths(files).map((path) => [path, labelOf(path)]) : [],
    writesAtBoot: tmpfiles.length > 0 || accounts.files.length > 0,
  };
}

/** The files, and directories of this format, which the container may lack; others keep the label that they have. */
function labelledPaths(files: readonly StateFile[]): readonly string[] {
  const own = [parentOf(sysusersFile), parentOf(tmpfilesFile), credentialStore.path];
  const directories = [...new Set(parentsOf(files))].filter(
    (path) => own.includes(path) || (path.startsWith(`${unitDirectory}/`) && path.endsWith('.d')),
  );
  return [...directories, ...files.map(({ path }) => path)];
}

/** Types of the reference policy, which all policies of distributions have. */
function labelOf(path: string): string {
  const type = path.startsWith('/var/') ? 'var_t' : path.startsWith(unitDirectory) ? 'systemd_unit_file_t' : 'etc_t';
  return `system_u:object_r:${type}:s0`;
}

function accountFiles({ groups, users }: StateCustomizations, at: Location) {
  const here = inside(at, 'user');
  const isNew = users.filter(({ exists }) => !exists);
  const existing = users.filter(({ exists }) => exists);
  const sysusers = [
    ...groupLines(groups, inside(at, 'group')),
    ...isNew.flatMap((user) => newUserLines(user, here)),
    ...existing.flatMap((user) => memberLines(user, here)),
  ];
  const withPassword = (some: readonly StateUser[]): readonly string[] =>
    some.filter(({ password = '' }) => password !== '').map(({ name }) => name);
  const changed = withPassword(existing);
  const passwords = users.flatMap(({ name, password = '' }) =>
    password === ''
      ? []
      : [{ path: `${credentialStore.path}/${passwordCredential(name)}`, text: password, mode: 0o600 }],
  );
  const files: readonly StateFile[] = [
    ...textFile(sysusersFile, linesOf(sysusers)),
    ...passwords,
    ...textFile(dropIn('systemd-sysusers.service'), importedPasswords(withPassword(isNew))),
    ...(changed.length === 0 ? [] : [{ path: `${unitDirectory}/${passwordUnit}`, text: passwordUnitText(changed) }]),
  ];
  const homes = users.filter(({ exists, hasHome, key = '' }) => hasHome && (!exists || key !== ''));
  const tmpfiles = homes.flatMap((user) => [homeLine(user, here), ...keyLines(user, here, 'f~')]);
  return { files, tmpfiles, hasPasswords: passwords.length > 0 };
}

function unitFiles({ enabledUnits, maskedUnits, mounts, users }: StateCustomizations, at: Location) {
  const place = inside(at, 'services');
  const sets = users.some(({ exists, password = '' }) => exists && password !== '');
  const started = [...enabledUnits, ...(sets ? [passwordUnit] : [])];
  return [
    // An empty file masks a unit as a link to /dev/null does (systemd.unit(5)), and replaces what is there.
    ...maskedUnits.map((unit) => ({ path: `${unitDirectory}/${unitName(unit)}`, text: '' })),
    ...mounts.map((mount) => ({ path: `${unitDirectory}/${mount.filename}`, text: mountUnitText(mount, at) })),
    // Drop-ins, not links: a link that the container has already ends the build.
    ...[['multi-user.target', started] as const, ...mountTargets(mounts)].flatMap(([target, units]) =>
      textFile(dropIn(target), wantsText(units, place)),
    ),
  ];
}

function textFile(path: string, text: string): readonly StateFile[] {
  return text === '' ? [] : [{ path, text }];
}

function modeOf({ mode }: FileCustomization | DirectoryCustomization) {
  return defined({ mode: mode === undefined ? undefined : Number.parseInt(mode, 8) });
}

/** Lines that give files and directories their owners, whose numbers the build does not know. */
function ownerLines({ directories, files }: StateCustomizations, at: Location): readonly string[] {
  const lineOf =
    (kind: 'directories' | 'files') => (node: FileCustomization | DirectoryCustomization, index: number) => {
      const { path, user, group, mode } = node;
      if (user === undefined && group === undefined) return [];
      const here = inside(at, kind, index);
      const word = (name: string | number | undefined) => (name === undefined ? '-' : quotedWord(String(name), here));
      return [
        `z ${quotedPattern(path, here)} ${mode === undefined ? '-' : modeWord(mode, here)} ${word(user)} ${word(group)}`,
      ];
    };
  return [...directories.flatMap(lineOf('directories')), ...files.flatMap(lineOf('files'))];
}

/** Lines by which tmpfiles gives each node the label of the container's SELinux policy, and changes nothing else. */
function labelLines(nodes: readonly { readonly path: string }[], at: Location): readonly string[] {
  return [...new Set(nodes.map(({ path }) => path))].map((path) => `z ${quotedPattern(path, at)}`);
}

function mountpoints(mounts: readonly StateMount[]): readonly { readonly path: string }[] {
  return mounts.flatMap(({ where }) => (where === undefined ? [] : [{ path: where }]));
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function parentsOf(files: readonly StateFile[]): readonly string[] {
  return files.map(({ path }) => parentOf(path));
}

/** Of directories with one path the first. */
function eachOnce(directories: readonly StateDirectory[]): readonly StateDirectory[] {
  const byPath = new Map<string, StateDirectory>();
  for (const one of directories) if (!byPath.has(one.path)) byPath.set(one.path, one);
  return [...byPath.values()];
}
