import { resolve } from 'node:path';
import { defined, Fault } from '@bootwright/core';
import { type FolderPlace, namePattern, type StoredForm } from '@bootwright/golden';
import type { Host } from '../../host.ts';
import type { GoldenAction, GoldenGiven } from '../golden-options.ts';
import { configName, type GoldenConfig } from './golden-config.ts';

/** A folder, and its path for people. */
export interface NamedFolder {
  readonly name: string;
  readonly place: FolderPlace;
}

/** What the options and the configuration of the working directory amount to. */
export interface GoldenSettings {
  readonly cases: NamedFolder;
  readonly goldens: NamedFolder;
  /** The program to run for the manifests. */
  readonly generate?: string;
  /** Whether a case is one of those that the configuration limits the set to. */
  readonly isCase: (name: string) => boolean;
  /** Default: as the folder of goldens is. */
  readonly form?: StoredForm;
}

/** Where cases and goldens are unless somebody says otherwise. */
export const usualFolders = { cases: ['test-data', 'cases'], goldens: ['test-data', 'golden'] } as const;

/** Actions on manifests, whoever makes them; the others need requests. */
const ofGenerators: readonly GoldenAction[] = ['check', 'update', 'add', 'list', 'review'];

/**
 * The settings of an action: options take precedence over the configuration, and `--cases` over its generator. The
 * repository may be anybody's, so that the fault `usage/generator` is thrown where its configuration names a program and
 * `--run-generator` is not given.
 */
export function goldenSettings(
  action: GoldenAction,
  given: GoldenGiven,
  config: GoldenConfig,
  host: Host,
): GoldenSettings {
  const isConfigured = given.generate === undefined && given.cases === undefined && ofGenerators.includes(action);
  const configured = isConfigured ? config.generate : undefined;
  if (configured !== undefined && !given.runGenerator) throw notAsked(configured);
  if (configured === undefined && given.runGenerator) throw noGenerator(given);
  // The patterns are about the set of the configuration, not about one that the user names.
  const tests = (given.generate ?? given.cases) === undefined ? config.patterns.map(namePattern) : [];
  const checksums = given.checksums ?? config.checksums;
  return {
    cases: folderOf(given.cases, config.cases ?? usualFolders.cases, host),
    goldens: folderOf(given.goldens, config.goldens ?? usualFolders.goldens, host),
    ...defined({ generate: given.generate ?? configured }),
    isCase: (name) => tests.length === 0 || tests.some((test) => test(name)),
    ...(checksums === undefined ? {} : { form: checksums ? 'checksums' : 'whole' }),
  };
}

/** Links on the way to a folder that the user named are followed; on the way to another they may come with a repository. */
function folderOf(named: string | undefined, names: readonly string[], { directory }: Host): NamedFolder {
  return named === undefined
    ? { name: names.join('/'), place: { below: directory, names } }
    : { name: named, place: resolve(directory, named) };
}

function notAsked(command: string): Fault {
  return new Fault('usage/generator', `${configName} names a program that writes the manifests: ${command}`, {
    at: { document: configName, file: configName, path: ['golden', 'generate'] },
    hint: 'give --run-generator to run it, if you trust this repository',
  });
}

function noGenerator({ generate }: GoldenGiven): Fault {
  const why =
    generate === undefined ? `${configName} names no program for this action` : '--generate names the program already';
  return new Fault('usage/options', `--run-generator has no effect: ${why}`, { hint: 'leave it out' });
}
