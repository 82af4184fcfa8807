import type { Notice, Reading } from '@bootwright/core';
import {
  type DocumentPath,
  defined,
  Fault,
  FaultList,
  isObject,
  objectOf,
  type PathStep,
  parsedJson,
  throwFaults,
} from '@bootwright/core';
import type { InstallConfiguration } from '../install/install-configuration.ts';
import { readInstallDropIn } from '../install/install-configuration.ts';

/** What `bootc container inspect --json` prints. */
export interface BootcOutput {
  readonly kargs: readonly string[];
  readonly kernel?: { readonly version: string; readonly unified: boolean };
}

/**
 * Reads the output of `bootc container inspect --json`. Keys that are not known yet are ignored. Fault: `inspect/answer`
 * for other output.
 */
export function parseContainerInspection(text: string): BootcOutput {
  const answer = parsedJson(text);
  const { kargs, kernel } = objectOf(answer);
  const { version, unified } = objectOf(kernel);
  const isKernel = typeof version === 'string' && typeof unified === 'boolean';
  const isRead = isObject(answer) && isStrings(kargs ?? []) && (isKernel || kernel === undefined || kernel === null);
  if (!isRead) throw badAnswer('bootc container inspect --json', text);
  return { kargs: isStrings(kargs) ? kargs : [], ...(isKernel ? { kernel: { version, unified } } : {}) };
}

/** What `bootc install print-configuration` prints. */
export interface PrintedInstallConfiguration {
  /** Absent where the container sets nothing. */
  readonly configuration?: InstallConfiguration;
  readonly notices: readonly Notice[];
}

/**
 * Reads the output of `bootc install print-configuration`, where `null` means not set. Keys and words that are not
 * known yet are left out with a notice. Fault: `inspect/answer` for other output.
 */
export function parsePrintedConfiguration(text: string): PrintedInstallConfiguration {
  const command = 'bootc install print-configuration';
  const answer = parsedJson(text);
  if (!isObject(answer)) throw badAnswer(command, text);
  if (Object.values(answer).every((value) => value === null)) return { notices: [] };
  const reading: Reading = { at: { document: command }, subject: 'install-configuration', faults: new FaultList() };
  const { ignoredKeys } = readInstallDropIn({ install: answer }, reading);
  throwFaults([...reading.faults].filter(({ code }) => code.endsWith('/type')));
  const places = [...reading.faults].map(({ at }) => at?.path ?? []);
  const { install } = readInstallDropIn(without({ install: answer }, places), { ...reading, faults: new FaultList() });
  const unknown = [
    ...[...reading.faults].map(({ message }) => message),
    ...ignoredKeys.map((key) => `unknown key "${key}"`),
  ];
  const notices = unknown.slice(0, 20).map((what) => ({
    code: 'install-configuration/not-known',
    message: `the container's bootc prints what is not known here and is left out: ${what}`,
    at: { document: command },
    hint: 'the container has a newer bootc; look for a newer release of this program',
  }));
  return { ...defined({ configuration: install }), notices };
}

/** A value without what is at some of its places. */
function without(value: unknown, places: readonly DocumentPath[]): unknown {
  const inner = (step: PathStep, member: unknown): readonly unknown[] => {
    const below = places.filter((path) => path[0] === step).map((path) => path.slice(1));
    if (below.length === 0) return [member];
    return below.some((path) => path.length === 0) ? [] : [without(member, below)];
  };
  if (Array.isArray(value)) return value.flatMap((item, index) => inner(index, item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => inner(key, member).map((kept) => [key, kept] as const)),
  );
}

const heading = 'dracut modules:\n';
const ruler = '='.repeat(72);

/**
 * The module names in the output of `lsinitrd --mod`, in its order, without the headings. A last line that has no end
 * of its own runs into the ruler below it. Fault: `inspect/answer` where the output has no list of modules.
 */
export function parseModuleList(text: string): readonly string[] {
  const start = text.startsWith(heading) ? 0 : text.indexOf(`\n${heading}`) + 1;
  if (start === 0 && !text.startsWith(heading)) throw badAnswer('lsinitrd --mod', text);
  const list = text.slice(start + heading.length);
  const end = list.lastIndexOf(ruler);
  return (end < 0 ? list : list.slice(0, end)).split('\n').filter((line) => line !== '');
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function badAnswer(command: string, text: string): Fault {
  const shown = JSON.stringify(text.slice(0, 80));
  return new Fault('inspect/answer', `the container's "${command}" printed what cannot be read: ${shown}`, {
    at: { document: command },
    hint: 'read the container instead of asking it (--by read), or run the command in it by hand',
  });
}
