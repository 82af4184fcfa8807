import { Fault, inside, type Location } from '@bootwright/core';
import { checked, defaulted, type Infer, list, optional, parseBySchema, record, text } from '@bootwright/core/schemas';
import { errorCode, FolderHandle, fileFault, namesOfPath, readFileBeneath } from '@bootwright/process/files';
import * as z from 'zod/mini';
import type { CommandContext } from '../../command.ts';
import { parseJson } from '../../files/parse-json.ts';
import { decodeText } from '../../files/read-text.ts';

/** The file in the working directory that says how `golden` works there. */
export const configName = 'bootwright.json';

const longest = 64 * 1024;
const most = { patterns: 100, characters: 200 };

const line = checked(text(), (given) =>
  given !== '' && given.length <= 2000 && !/[\r\n\0]/.test(given)
    ? undefined
    : {
        code: 'type',
        message: (key) => `${key} is not one line of up to 2000 characters`,
        hint: 'give a command line',
      },
);
const pattern = checked(text(), (given) =>
  given !== '' && given.length <= most.characters
    ? undefined
    : {
        code: 'type',
        message: (key) => `${key} is not a pattern of up to ${most.characters} characters`,
        hint: 'write it as "disks/**/qcow2"',
      },
);
const patterns = checked(list(pattern), ({ length }) =>
  length <= most.patterns
    ? undefined
    : { code: 'type', message: (key) => `${key} has more than ${most.patterns} patterns`, hint: 'use wildcards' },
);
const golden = record({
  generate: optional(line, 'Program that writes manifests into the folder {dir}'),
  cases: optional(text(), 'Folder of cases, below this one'),
  goldens: optional(text(), 'Folder of goldens, below this one'),
  // The cases that there are, of those of the generator or of the folder; all without a pattern.
  patterns: defaulted(patterns, []),
  checksums: optional(z.boolean(), 'Whether checksums are kept, and the manifests in an archive'),
});
const schema = record({ golden: optional(golden, 'How `bootwright golden` works in this folder') });

/** What a repository says of its goldens. It comes with the repository: paths are below it, and nothing in it is run unasked. */
export interface GoldenConfig extends Omit<Infer<typeof golden>, 'cases' | 'goldens'> {
  /** Names of the folders on the way to the cases. */
  readonly cases?: readonly string[];
  readonly goldens?: readonly string[];
}

/**
 * The configuration of the working directory; empty without a file. It is read through no link. Faults: `golden/config`,
 * `golden/…` of its members, `file/…`.
 */
export function readGoldenConfig({ host, texts }: CommandContext): GoldenConfig {
  const given = readConfigText(host.directory);
  if (given === undefined) return { patterns: [] };
  texts.add({ document: configName, file: configName, text: given, format: 'json' });
  return parseGoldenConfig(given);
}

/** The configuration that a text is. Faults: `golden/config`, `golden/…` of its members. */
export function parseGoldenConfig(given: string): GoldenConfig {
  const at: Location = { document: configName, file: configName };
  const value = parseJson(given, at, {
    code: 'golden/config',
    subject: 'the configuration',
    hint: 'write it as "bootwright golden init" does',
  });
  const { golden: config } = parseBySchema(schema, value, { at, subject: 'golden' });
  if (config === undefined) return { patterns: [] };
  const { cases, goldens, ...rest } = config;
  return {
    ...rest,
    ...(cases === undefined ? {} : { cases: folderNames(cases, inside(at, 'golden', 'cases')) }),
    ...(goldens === undefined ? {} : { goldens: folderNames(goldens, inside(at, 'golden', 'goldens')) }),
  };
}

function readConfigText(directory: string): string | undefined {
  try {
    using handle = FolderHandle.open(directory);
    return decodeText(readFileBeneath(handle, [configName], longest), configName);
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (errorCode(error) === 'ENOENT') return undefined;
    throw fileFault('read', configName, error);
  }
}

function folderNames(path: string, at: Location): readonly string[] {
  try {
    const names = namesOfPath(path);
    if (!names.some((name) => /^\.git/i.test(name))) return names;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  throw new Fault('golden/config', `${JSON.stringify(path)} is not the path of a folder below this one`, {
    at,
    hint: 'write a relative path without ".", ".." and the folders of git, such as test-data/golden',
  });
}
