import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defined, shownName } from '@bootwright/core';
import {
  createFileIn,
  FolderHandle,
  makeFolderBeneath,
  namesOfPath,
  orFileFault,
  replaceFileIn,
} from '@bootwright/process/files';
import type { CommandContext } from '../../command.ts';
import { type ExitStatus, exitStatus } from '../../exit-status.ts';
import { encodeJson } from '../../files/encode-json.ts';
import { generatorWords } from '../cases/generated-manifests.ts';
import { checkGenerated, type GoldenGiven } from '../golden-options.ts';
import { configName, type GoldenConfig, parseGoldenConfig, readGoldenConfig } from './golden-config.ts';
import { usualFolders } from './golden-settings.ts';
import { attributesText, ignoreText, workflowPath, workflowText } from './repository-files.ts';

/** What `init` is to write, by path below the working directory. */
type Files = ReadonlyMap<string, string>;

const usual = { cases: usualFolders.cases.join('/'), goldens: usualFolders.goldens.join('/') };

/**
 * Writes what a repository needs for goldens of its own: the configuration, the settings of git for the folder of goldens,
 * and a workflow, where the working directory is the top of a git repository. A file that exists stays, unless --overwrite
 * is given. Faults: `usage/command`, `golden/config`, `file/…`.
 */
export async function initGoldens(
  patterns: readonly string[],
  given: GoldenGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  const config = encodeJson({ golden: configOf(patterns, given) });
  // What is written is read again by every other action.
  parseGoldenConfig(config);
  const isTop = existsSync(join(host.directory, '.git'));
  const results = writeFiles(host.directory, filesOf(config, given, isTop), given.overwrite);
  const written = results.flatMap(({ path, isWritten }) => (isWritten ? [path] : []));
  const left = results.flatMap(({ path, isWritten }) => (isWritten ? [] : [path]));
  // The configuration may be one that was there before.
  const next = nextSteps(readGoldenConfig(context));
  const lines = [
    ...written.map((path) => `written: ${shownName(path)}`),
    ...left.map((path) => `exists, and stays as it is: ${shownName(path)} (--overwrite replaces it)`),
    ...(isTop ? [] : ['no workflow is written: this folder is not the top of a git repository']),
    '',
    'Next:',
    ...next.map(({ command, what }) => `  ${command}\n      ${what}`),
  ];
  await host.stdout.write(json ? encodeJson({ written, left, next }) : `${lines.join('\n')}\n`);
  return exitStatus.done;
}

function configOf(patterns: readonly string[], given: GoldenGiven): Readonly<Record<string, unknown>> {
  const { generate, cases, goldens = usual.goldens, checksums = false } = given;
  if (generate !== undefined) {
    generatorWords(generate);
    checkGenerated(given);
  }
  const source = generate === undefined ? { cases: cases ?? usual.cases } : { generate };
  return { ...source, goldens, ...defined({ patterns: patterns.length > 0 ? patterns : undefined }), checksums };
}

function filesOf(config: string, given: GoldenGiven, isTop: boolean): Files {
  const goldens = given.goldens ?? usual.goldens;
  return new Map([
    [configName, config],
    [`${goldens}/.gitattributes`, attributesText],
    [`${goldens}/.gitignore`, ignoreText(given.checksums ?? false)],
    ...(isTop ? [[workflowPath, workflowText(given)] as const] : []),
  ]);
}

function writeFiles(directory: string, files: Files, overwrite: boolean) {
  using top = FolderHandle.open(directory);
  return [...files].map(([path, text]) =>
    orFileFault('write', path, () => {
      const names = namesOfPath(path);
      using folder = makeFolderBeneath(top, names.slice(0, -1));
      const name = names.at(-1) ?? '';
      if (createFileIn(folder, name, text, { mode: 0o644 })) return { path, isWritten: true };
      if (overwrite) replaceFileIn(folder, name, text);
      return { path, isWritten: overwrite };
    }),
  );
}

function nextSteps({ generate }: GoldenConfig) {
  const flag = generate === undefined ? '' : ' --run-generator';
  return [
    generate === undefined
      ? {
          command: 'bootwright golden add --from docker://registry.example.com/me/os:1 --type qcow2',
          what: 'makes a case of your image, and its golden; a case can also be written by hand: a request as JSON',
        }
      : { command: `bootwright golden add${flag}`, what: 'runs the generator and writes the goldens' },
    { command: `bootwright golden check${flag}`, what: 'compares with the goldens; status 4 where something differs' },
    { command: `bootwright golden update${flag}`, what: 'accepts all changes' },
  ];
}
