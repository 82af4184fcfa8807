import { resolve } from 'node:path';
import { Fault } from '@bootwright/core';
import {
  type FolderPlace,
  type Generate,
  type GoldenCase,
  manifestGenerator,
  namePattern,
  parseCaseFiles,
  readCaseFiles,
  readGoldenFolder,
  type StoredGoldens,
} from '@bootwright/golden';
import type { CommandContext } from '../command.ts';
import type { Host } from '../host.ts';
import { readRequest } from '../request/read-request.ts';
import type { GeneratedManifests } from './generated-manifests.ts';
import type { GoldenGiven } from './golden-options.ts';

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
}

/** Where cases and goldens are unless the user says otherwise. */
const usualFolders = { cases: ['test-data', 'cases'], goldens: ['test-data', 'golden'] } as const;

/** Links on the way to a folder that the user named are followed; on the way to the usual one they may come with a repository. */
function placeOf(named: string | undefined, usual: readonly string[], { directory }: Host): FolderPlace {
  return named === undefined ? { below: directory, names: usual } : resolve(directory, named);
}

/** Reads the cases. A folder without any is a fault `golden/no-cases`; a pattern that names none, `usage/pattern`. */
export function openGoldenContext(
  patterns: readonly string[],
  given: GoldenGiven,
  { host }: CommandContext,
): GoldenContext {
  const from = given.cases ?? usualFolders.cases.join('/');
  const folder = given.goldens ?? usualFolders.goldens.join('/');
  const { profile } = given;
  const all = parseCaseFiles(readCaseFiles(placeOf(given.cases, usualFolders.cases, host)), profile);
  if (all.length === 0) {
    const found = profile === undefined ? `${from} has no cases` : `${from} has no cases of the profile ${profile}`;
    throw new Fault('golden/no-cases', found, {
      at: { file: from },
      hint: 'name the folder of cases with --cases DIR; a case is a .json file',
    });
  }
  const chosen = new Set(profile === undefined ? [] : profiled(all, profile));
  const named = selection(all, patterns, from);
  const matches = (name: string): boolean => (profile === undefined || chosen.has(name)) && named(name);
  if (!all.some(({ name }) => matches(name)) && patterns.length > 0) throw noSuchCase(patterns, from);
  return {
    cases: all,
    matches,
    isPart: patterns.length > 0 || profile !== undefined,
    generate: manifestGenerator(({ request, profile: own, at }) =>
      readRequest(request, { profile: own, at: { ...at, document: 'request' } }),
    ),
    folder,
    goldens: placeOf(given.goldens, usualFolders.goldens, host),
  };
}

/** The manifests of a generator as cases, which have no other than its own form. */
export function generatedContext(
  { cases, generate }: GeneratedManifests,
  patterns: readonly string[],
  given: GoldenGiven,
  { host }: CommandContext,
): GoldenContext {
  const ignored = given.cases === undefined ? (given.profile === undefined ? undefined : '--profile') : '--cases';
  if (ignored !== undefined) {
    throw new Fault('usage/options', `${ignored} has no effect with --generate: the generator knows its cases`, {
      hint: 'leave it out',
    });
  }
  return {
    cases,
    matches: selection(cases, patterns, 'the generator'),
    isPart: patterns.length > 0,
    generate,
    folder: given.goldens ?? usualFolders.goldens.join('/'),
    goldens: placeOf(given.goldens, usualFolders.goldens, host),
  };
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

function profiled(cases: readonly GoldenCase[], profile: GoldenCase['profile']): readonly string[] {
  return cases.filter((one) => one.profile === profile).map(({ name }) => name);
}

function noSuchCase(patterns: readonly string[], folder: string): Fault {
  return new Fault('usage/pattern', `no case of ${folder} matches ${patterns.join(' or ')}`, {
    hint: 'list all cases with "bootwright golden list"; * matches within a segment, ** any number of segments',
  });
}
