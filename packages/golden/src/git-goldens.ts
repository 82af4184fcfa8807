import { bytes, Fault } from '@bootwright/core';
import { type Command, type CommandRunner, outputText, requireSuccess } from '@bootwright/process';
import type { GoldenFolder } from './golden-set.ts';

const decoder = new TextDecoder();

/** What git may print of a folder of goldens; a larger one is cut, and then a fault. */
const mostOutput = bytes(1024 ** 3);

/**
 * The goldens of a folder as a git revision has them, all read at once; a folder that it lacks is empty. Faults:
 * `golden/revision`, and those of a command that fails (`process/…`).
 */
export async function readGitGoldens(folder: string, revision: string, runner: CommandRunner): Promise<GoldenFolder> {
  const git = async (command: Command, stdin?: string): Promise<Uint8Array> => {
    const result = await runner.run(['git', '-C', folder, ...command], {
      maximumStdout: mostOutput,
      ...(stdin === undefined ? {} : { stdin }),
    });
    if (result.kind === 'exited' && result.code !== 0) throw revisionFault(revision, outputText(result.stderr));
    return requireSuccess(result).stdout.bytes;
  };
  const commit = decoder
    .decode(await git(['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]))
    .trim();
  const entries = parseTree(decoder.decode(await git(['ls-tree', '-r', '-z', commit, '.'])));
  const ids = [...new Set(entries.map(({ id }) => id))];
  const texts = parseObjects(await git(['cat-file', '--batch'], ids.map((id) => `${id}\n`).join('')));
  const files = new Map(entries.map(({ path, id }) => [path, texts.get(id)]));
  return { paths: [...files.keys()], read: (path) => files.get(path) };
}

/** The files that `git ls-tree -r -z` lists, relative to where it ran. */
export function parseTree(text: string): readonly { readonly path: string; readonly id: string }[] {
  return text.split('\0').flatMap((line) => {
    const [, id, path] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    return id === undefined || path === undefined ? [] : [{ path, id }];
  });
}

/** The texts that `git cat-file --batch` prints, by object id. */
export function parseObjects(output: Uint8Array): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let position = 0;
  while (position < output.length) {
    const end = output.indexOf(10, position);
    const [id = '', , size = ''] = decoder.decode(output.subarray(position, end)).split(' ');
    const start = end + 1;
    const length = Number(size);
    if (end === -1 || !Number.isSafeInteger(length)) break;
    texts.set(id, decoder.decode(output.subarray(start, start + length)));
    position = start + length + 1;
  }
  return texts;
}

function revisionFault(revision: string, says: string): Fault {
  return new Fault('golden/revision', `git has no goldens of ${JSON.stringify(revision)}: ${says.trim()}`, {
    hint: 'name a commit, branch or tag of the repository that the goldens are in; in CI, fetch it first',
  });
}
