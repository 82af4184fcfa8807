import {
  type Bytes,
  bytes,
  formatBytes,
  isObject,
  listOf,
  objectOf,
  parsedJson,
  splitCommandLine,
  terminalText,
  unreachable,
} from '@bootwright/core';
import { checkNames } from './guest-checks.ts';
import type { GuestExpectation } from './guest-expectation.ts';
import type { GuestReport } from './guest-report.ts';

/** Whether an expectation is met. */
export interface GuestFinding {
  readonly expectation: GuestExpectation;
  readonly outcome:
    | { readonly kind: 'met' }
    /** The actual value in a few words. */
    | { readonly kind: 'differs'; readonly found: string }
    /** It could not be checked, and why. */
    | { readonly kind: 'unknown'; readonly reason: string };
}

type Outcome = GuestFinding['outcome'];
/** The outcome of a part of an expectation; absent where it is met. */
type Difference = Exclude<Outcome, { kind: 'met' }> | undefined;

/** Compares expectations with the guest's report. */
export function checkGuest(expectations: readonly GuestExpectation[], report: GuestReport): readonly GuestFinding[] {
  return expectations.map((expectation) => ({
    expectation,
    outcome: differenceOf(expectation, report) ?? { kind: 'met' },
  }));
}

/** Findings as JSON documents have them, each expectation under the key `wish`; hashes of passwords are left out. */
export function encodeFindings(findings: readonly GuestFinding[]): readonly object[] {
  return findings.map(({ expectation, outcome }) => ({ wish: withoutHash(expectation), outcome }));
}

function withoutHash(expectation: GuestExpectation): object {
  if (expectation.kind !== 'user' || expectation.password === undefined) return expectation;
  return { ...expectation, password: expectation.password.kind };
}

function differenceOf(expectation: GuestExpectation, report: GuestReport): Difference {
  switch (expectation.kind) {
    case 'user':
      return userDifference(expectation, report);
    case 'group':
      return ofOutput(report, checkNames.group(expectation.name), 'the group does not exist', (output) => {
        const [name, , gid] = output.trim().split(':');
        if (name !== expectation.name) return differs('the group does not exist');
        return expectation.gid === undefined || gid === `${expectation.gid}` ? undefined : differs(`its id is ${gid}`);
      });
    case 'file':
    case 'directory':
      return nodeDifference(expectation, report);
    case 'mount':
      return mountDifference(expectation, report);
    case 'kernel-argument':
      return ofOutput(report, checkNames.commandLine, 'the command line cannot be read', (output) =>
        splitCommandLine(output).includes(expectation.argument) ? undefined : differs('it is not on the command line'),
      );
    case 'hostname':
      return ofOutput(report, checkNames.hostname, 'the host name cannot be read', (output) =>
        output.trim() === expectation.hostname ? undefined : differs(`it is ${output.trim()}`),
      );
    case 'unit':
      return unitDifference(expectation, report);
    case 'image':
      return imageDifference(expectation, report);
    case 'composefs':
      return composefsDifference(expectation, report);
    default:
      return unreachable(expectation);
  }
}

function userDifference(expectation: Extract<GuestExpectation, { kind: 'user' }>, report: GuestReport): Difference {
  const { name, uid, home, shell, groups = [], sshKey, password } = expectation;
  return (
    ofOutput(report, checkNames.user(name), 'the user does not exist', (output) => {
      const [foundName, , foundUid, , , foundHome, foundShell] = output.trim().split(':');
      // getent(1) takes a name of digits for a number.
      if (foundName !== name) return differs('the user does not exist');
      if (uid !== undefined && foundUid !== `${uid}`) return differs(`its id is ${foundUid}`);
      if (home !== undefined && foundHome !== home) return differs(`its home is ${foundHome}`);
      if (shell !== undefined && foundShell !== shell) return differs(`its shell is ${foundShell}`);
      return undefined;
    }) ??
    (groups.length === 0
      ? undefined
      : ofOutput(report, checkNames.groupsOf(name), 'its groups cannot be read', (output) => {
          const found = output.trim().split(/\s+/);
          const missing = groups.filter((group) => !found.includes(group));
          return missing.length === 0 ? undefined : differs(`it is not in ${missing.join(', ')}`);
        })) ??
    (sshKey === undefined
      ? undefined
      : ofOutput(report, checkNames.keysOf(name), 'it has no authorized keys', (output) =>
          hasKeys(output, sshKey) ? undefined : differs('the key is missing'),
        )) ??
    (password === undefined
      ? undefined
      : ofOutput(report, checkNames.passwordOf(name), 'its password cannot be read', (output) =>
          passwordDifference(output.trim().split(':')[1] ?? '', password),
        ))
  );
}

/** What the guest has for a hash is not shown. */
function passwordDifference(
  found: string,
  expected: NonNullable<Extract<GuestExpectation, { kind: 'user' }>['password']>,
): Difference {
  if (expected.kind === 'hash') return found === expected.hash ? undefined : differs('its password is another one');
  // shadow(5): what is not a hash never matches; an empty field asks for no password.
  return found.startsWith('$') ? undefined : differs(found === '' ? 'it needs no password' : 'it has no password');
}

/** Whether authorized_keys has each line of the expected keys. */
function hasKeys(found: string, expected: string): boolean {
  const keys = new Set(keysIn(found));
  return keysIn(expected).every((key) => keys.has(key));
}

/** Of each line that counts the type and the key itself, without options and comments; another line as it is. */
function keysIn(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => /(?:^|\s)((?:ssh|ecdsa|sk)-\S+ [A-Za-z0-9+/=]+)/.exec(line)?.[1] ?? line);
}

function nodeDifference(
  expectation: Extract<GuestExpectation, { kind: 'file' | 'directory' }>,
  report: GuestReport,
): Difference {
  const { path, mode, user, group } = expectation;
  const found = ofOutput(report, checkNames.node(path), 'it does not exist', (output) => {
    const [bits = '', userName, uid, groupName, gid, ...type] = output.trim().split(' ');
    const isDirectory = type.join(' ') === 'directory';
    if (isDirectory !== (expectation.kind === 'directory')) return differs(`it is a ${type.join(' ')}`);
    if (mode !== undefined && Number.parseInt(bits, 8) !== Number.parseInt(mode, 8))
      return differs(`its mode is ${bits}`);
    if (user !== undefined && userName !== `${user}` && uid !== `${user}`) return differs(`its owner is ${userName}`);
    if (group !== undefined && groupName !== `${group}` && gid !== `${group}`)
      return differs(`its group is ${groupName}`);
    return undefined;
  });
  if (found !== undefined || expectation.kind !== 'file' || expectation.sha256 === undefined) return found;
  const { sha256 } = expectation;
  return ofOutput(report, checkNames.digest(path), 'it cannot be read', (output) =>
    output.replace(/^\\/, '').startsWith(`${sha256} `) ? undefined : differs('its content differs'),
  );
}

interface FoundMount {
  readonly target: string;
  readonly source: string;
  readonly fileSystem: string;
  readonly size: Bytes;
  readonly options: readonly string[];
}

function mountDifference(expectation: Extract<GuestExpectation, { kind: 'mount' }>, report: GuestReport): Difference {
  return ofMount(report, expectation.path, ({ fileSystem, size }) => {
    if (expectation.fileSystem !== undefined && fileSystem !== expectation.fileSystem)
      return differs(`it is ${fileSystem}`);
    // A file system uses part of its device for its own data.
    const least = (expectation.minimumSize ?? 0) * 0.85;
    return size >= least ? undefined : differs(`it has ${formatBytes(size)}`);
  });
}

function composefsDifference(
  { verified }: Extract<GuestExpectation, { kind: 'composefs' }>,
  report: GuestReport,
): Difference {
  return ofMount(report, '/', ({ source, fileSystem, options }) => {
    const digest = /^composefs[:=]?([0-9a-f]*)$/.exec(source)?.[1];
    if (fileSystem !== 'overlay' || digest === undefined) return differs(`the root is ${fileSystem} of ${source}`);
    if (verified && !options.includes('verity=require')) return differs('its files are not verified');
    return ofOutput(report, checkNames.commandLine, 'the command line cannot be read', (output) => {
      const named = /(?:^|\s)composefs=\??([0-9a-f]+)/.exec(output)?.[1];
      // A source without a digest says nothing of which root it is, so that the command line has to.
      if (named === undefined) return verified ? differs('the command line names none') : undefined;
      return named === digest || digest === '' ? undefined : differs(`the command line names ${named}`);
    });
  });
}

function ofMount(report: GuestReport, path: string, check: (mount: FoundMount) => Difference): Difference {
  return ofOutput(report, checkNames.mounts, 'nothing is mounted', (output) => {
    // Of several mounts at one path the last one is visible.
    const mount = parseMounts(output).findLast(({ target, fileSystem }) => target === path && fileSystem !== 'autofs');
    return mount === undefined ? differs('nothing is mounted there') : check(mount);
  });
}

/** What `findmnt --json --list` prints. */
function parseMounts(output: string): readonly FoundMount[] {
  return listOf(objectOf(parsedJson(output)).filesystems).map((entry) => {
    const { target, source, fstype, size, options } = objectOf(entry);
    const texts = { target: `${target}`, source: `${source}`, fileSystem: `${fstype}` };
    return { ...texts, size: sizeOf(size), options: `${options}`.split(',') };
  });
}

function sizeOf(value: unknown): Bytes {
  const size = Number(value ?? 0);
  return bytes(Number.isSafeInteger(size) && size > 0 ? size : 0);
}

function unitDifference({ unit, state }: Extract<GuestExpectation, { kind: 'unit' }>, report: GuestReport): Difference {
  const output = report.get(checkNames.unit(unit))?.output.trim();
  if (output === undefined) return { kind: 'unknown', reason: 'the guest did not report it' };
  const [found = '', wantedBy = ''] = output.split('\n');
  // An addon masks units by the command line, for as long as the system runs.
  if (found === state || (state === 'masked' && found === 'masked-runtime')) return undefined;
  const isOn = ['enabled', 'enabled-runtime', 'static', 'alias', 'indirect', 'generated'].includes(found);
  const isWanted = found === 'disabled' && wantedBy.trim() !== '';
  return state === 'enabled' && (isOn || isWanted) ? undefined : differs(`it is ${shortened(found)}`);
}

function imageDifference(
  { image, digest }: Extract<GuestExpectation, { kind: 'image' }>,
  report: GuestReport,
): Difference {
  return ofOutput(report, checkNames.bootc, 'bootc does not report the booted image', (output) => {
    const { image: booted } = objectOf(objectOf(objectOf(parsedJson(output)).status).booted);
    if (!isObject(booted)) return differs('the booted system is not of bootc');
    const { image: found } = objectOf(booted.image);
    if (image !== undefined && found !== image) return differs(`it is ${found}`);
    if (digest !== undefined && booted.imageDigest !== digest) return differs(`its digest is ${booted.imageDigest}`);
    return undefined;
  });
}

/** Compares the output of a check; a check that failed has found `nothing`. */
function ofOutput(
  report: GuestReport,
  name: string,
  nothing: string,
  compare: (output: string) => Difference,
): Difference {
  const found = report.get(name);
  if (found === undefined) return { kind: 'unknown', reason: 'the guest did not report it' };
  // Exit codes of the shell and of env(1): the program is missing, or is not executable.
  if (found.code === 127 || found.code === 126) return { kind: 'unknown', reason: shortened(found.output) };
  if (found.code === 124) return { kind: 'unknown', reason: 'the check in the guest timed out' };
  return found.code === 0 ? compare(found.output) : differs(nothing);
}

function differs(found: string): Difference {
  return { kind: 'differs', found: shortened(found) };
}

/** Output of the guest on one line, safe to show. */
function shortened(text: string): string {
  const line = terminalText(text).replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
