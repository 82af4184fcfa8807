import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault, isObject, readJsonText } from '@bootwright/core';
import { checkedName, type Generate, type GoldenCase, splitCommand } from '@bootwright/golden';
import { type Command, outputText, requireSuccess } from '@bootwright/process';
import { FolderHandle, namesOfPath, orFileFault, readFileBeneath } from '@bootwright/process/files';
import type { CommandContext } from '../../command.ts';
import { folderFiles, manifestEnding } from '../../files/folder-files.ts';
import { type PassedOver, passedOverNotice } from '../../files/passed-over.ts';
import { decodeText, mostBytes } from '../../files/read-text.ts';

/** Manifests that a program wrote, as cases. */
export interface GeneratedManifests {
  readonly cases: readonly GoldenCase[];
  /** Reads the manifest of a case from the folder. */
  readonly generate: Generate;
}

/**
 * Runs `command`, in which `{dir}` is an empty folder, and gives the `.json` files that it writes there to `use`, each a case
 * with the name of its path. The folder is removed afterwards. Faults: `usage/command` without `{dir}`, `golden/generate`
 * where the program fails or writes nothing, and those of reading.
 */
export async function withGeneratedManifests<T>(
  command: string,
  { host, report }: CommandContext,
  use: (manifests: GeneratedManifests) => Promise<T>,
): Promise<T> {
  const words = generatorWords(command);
  return host.interruptible(async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), 'bootwright-generate-'));
    try {
      const runner = await host.commandRunner(host.environment);
      const result = await runner.run(
        words.map((word) => word.replaceAll('{dir}', folder)),
        { cwd: host.directory, diesWithUs: true, signal },
      );
      if (result.kind === 'exited' && result.code !== 0) {
        const says = outputText(result.stderr).trim().split('\n').slice(-5).join('\n');
        throw new Fault('golden/generate', `the generator ended with status ${result.code}: ${says}`, {
          hint: `run it by hand: ${command}`,
        });
      }
      requireSuccess(result);
      const name = 'the folder of the generator';
      using handle = orFileFault('read', name, () => FolderHandle.open(folder));
      const { paths, passedOver } = orFileFault('read', name, () => folderFiles(handle, manifestEnding));
      await report(passedOverNotice('what the generator wrote', [...passedOver, ...compressed(paths)]));
      return await use(manifestsAt(handle, paths, command));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

const compressed = (paths: readonly string[]): readonly PassedOver[] =>
  paths.filter((path) => path.endsWith('.gz')).map((path) => ({ path, why: 'is compressed' }));

/** The words of a generator's command. Fault: `usage/command` without `{dir}`. */
export function generatorWords(command: string): Command {
  const words = splitCommand(command);
  if (words.some((word) => word.includes('{dir}'))) return words;
  throw new Fault('usage/command', `the command ${JSON.stringify(command)} does not name {dir}`, {
    hint: 'put {dir} where the program takes the folder that it writes to',
  });
}

function manifestsAt(handle: FolderHandle, all: readonly string[], command: string): GeneratedManifests {
  const paths = new Map<string, string>();
  for (const path of all) {
    if (!path.endsWith('.json')) continue;
    const name = path.slice(0, -'.json'.length);
    for (const segment of name.split('/')) checkedName(segment, { file: path });
    paths.set(name, path);
  }
  if (paths.size === 0) {
    throw new Fault('golden/generate', 'the generator wrote no .json files', { hint: `run it by hand: ${command}` });
  }
  return {
    cases: [...paths.keys()].sort().map((name) => ({ name, request: {}, profile: 'reference', at: { file: name } })),
    generate: ({ name }) => ({ kind: 'manifest', manifest: textOf(handle, paths.get(name) ?? name), notices: '' }),
  };
}

/** The manifest's own text, which is checked to be JSON: a golden is committed as the generator wrote it. */
function textOf(handle: FolderHandle, path: string): string {
  const bytes = orFileFault('read', path, () => readFileBeneath(handle, namesOfPath(path), mostBytes));
  const text = decodeText(bytes, path);
  const reading = readJsonText(text);
  if (reading.kind === 'problem') {
    const { problem, line, column } = reading;
    throw new Fault('golden/generate', `${path} of the generator: ${problem}`, { at: { file: path, line, column } });
  }
  if (!isObject(reading.value)) {
    throw new Fault('golden/generate', `${path} of the generator is not a JSON object`, { at: { file: path } });
  }
  return text;
}
