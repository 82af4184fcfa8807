import { defined, Fault } from '@bootwright/core';
import {
  type FolderPlace,
  type Generate,
  type GoldenCase,
  manifestGenerator,
  namePattern,
  parseCaseFiles,
  readCaseFiles,
  readGoldenFolder,
  type StoredForm,
  type StoredGoldens,
} from '@bootwright/golden';
import type { CommandContext } from '../command.ts';
import { readRequest } from '../request/read-request.ts';
import type { GeneratedManifests } from './cases/generated-manifests.ts';
import { configName } from './setup/golden-config.ts';
import type { GoldenSettings } from './setup/golden-settings.ts';

/** What every action on goldens works with. */
export interface GoldenContext {
  /** Every case of the folder, also those that no pattern names. */
  readonly cases: readonly GoldenCase[];
  /** Whether the patterns name a case. Without patterns, every case is named. */
  readonly matches: (name: string) => boolean;
  /** Whether patterns or a profile leave out cases, so that nothing is known of the rest. */
  readonly isPart: boolean;
  readonly generate: Generate;
  /** As given, for people. */
  readonly folder: string;
  readonly goldens: FolderPlace;
  /** How an update keeps them. Default: as the folder is. */
  readonly form?: StoredForm;
}

/** Reads the cases. A folder without any is a fault `golden/no-cases`; a pattern that names none, `usage/pattern`. */
export function openGoldenContext(
  patterns: readonly string[],
  settings: GoldenSettings,
  profile: GoldenCase['profile'] | undefined,
): GoldenContext {
  const { cases: from, isCase } = settings;
  const all = parseCaseFiles(readCaseFiles(from.place), profile).filter(({ name }) => isCase(name));
  if (all.length === 0) {
    const found =
      profile === undefined ? `${from.name} has no cases` : `${from.name} has no cases of the profile ${profile}`;
    throw new Fault('golden/no-cases', found, {
      at: { file: from.name },
      hint: 'name the folder of cases with --cases DIR; "bootwright golden add --from REF --type qcow2" makes a case',
    });
  }
  const chosen = new Set(all.filter((one) => one.profile === profile).map(({ name }) => name));
  const named = selection(all, patterns, from.name);
  const matches = (name: string): boolean => (profile === undefined || chosen.has(name)) && named(name);
  if (!all.some(({ name }) => matches(name)) && patterns.length > 0) throw noSuchCase(patterns, from.name);
  return {
    cases: all,
    matches,
    isPart: patterns.length > 0 || profile !== undefined,
    generate: requestGenerator(),
    ...storeOf(settings),
  };
}

/** What requests of case files lead to, which may bring a tree of files. */
export function requestGenerator(): Generate {
  return manifestGenerator(({ request, profile, at }) =>
    readRequest(request, { profile, at: { ...at, document: 'request' } }),
  );
}

/** The manifests of a generator as cases, which have no other than its own form. */
export function generatedContext(
  { cases, generate }: GeneratedManifests,
  patterns: readonly string[],
  settings: GoldenSettings,
): GoldenContext {
  const all = cases.filter(({ name }) => settings.isCase(name));
  if (all.length === 0) {
    throw new Fault('golden/no-cases', `no pattern of ${configName} names a manifest of the generator`, {
      at: { document: configName, file: configName, path: ['golden', 'patterns'] },
      hint: 'change the patterns, or leave them out',
    });
  }
  return {
    cases: all,
    matches: selection(all, patterns, 'the generator'),
    isPart: patterns.length > 0,
    generate,
    ...storeOf(settings),
  };
}

function storeOf({ goldens, form }: GoldenSettings): Pick<GoldenContext, 'folder' | 'goldens' | 'form'> {
  return { folder: goldens.name, goldens: goldens.place, ...defined({ form }) };
}

/** Whether one of the patterns names a case; every case without any. A pattern that names none is `usage/pattern`. */
function selection(cases: readonly GoldenCase[], patterns: readonly string[], from: string): (name: string) => boolean {
  const tests = patterns.map(namePattern);
  const unmatched = patterns.filter((_, index) => !cases.some(({ name }) => tests[index]?.(name)));
  if (unmatched.length > 0) throw noSuchCase(unmatched, from);
  return (name) => tests.length === 0 || tests.some((test) => test(name));
}

/** The goldens as they are on this host; reports what in their folder is not obeyed. */
export async function storedGoldens({ goldens }: GoldenContext, { report }: CommandContext): Promise<StoredGoldens> {
  const stored = readGoldenFolder(goldens);
  await report(stored.notices);
  return stored;
}

function noSuchCase(patterns: readonly string[], folder: string): Fault {
  return new Fault('usage/pattern', `no case of ${folder} matches ${patterns.join(' or ')}`, {
    hint: 'list all cases with "bootwright golden list"; * matches within a segment, ** any number of segments',
  });
}
