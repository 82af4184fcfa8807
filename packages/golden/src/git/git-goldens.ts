import { defined, Fault } from '@bootwright/core';
import { type Command, type CommandRunner, outputText, requireSuccess } from '@bootwright/process';
import type { GoldenFolder } from '../goldens/golden-set.ts';
import { type FolderPlace, openPlace, pathOf } from '../store/folder-place.ts';
import { gitCommand } from './git-command.ts';
import { checkOwnRepository } from './own-repository.ts';

const decoder = new TextDecoder();

/**
 * The goldens of a folder as a git revision has them, all read at once; a folder that it lacks is empty. Faults:
 * `golden/revision`, and those of a command that fails (`process/…`).
 */
export async function readGitGoldens(
  place: FolderPlace,
  revision: string,
  runner: CommandRunner,
): Promise<GoldenFolder> {
  // Through a link it could be a folder of another repository.
  openPlace(place).close();
  const folder = pathOf(place);
  const git = async (command: Command, stdin?: string): Promise<Uint8Array> => {
    const { command: words, options } = gitCommand(folder, command);
    const result = await runner.run(words, { ...options, ...defined({ stdin }) });
    if (result.kind === 'exited' && result.code !== 0) throw revisionFault(revision, outputText(result.stderr));
    const { stdout } = requireSuccess(result);
    if (stdout.dropped > 0) throw revisionFault(revision, 'its goldens are larger than 512 MiB');
    return stdout.bytes;
  };
  await checkOwnRepository(async (...words) => decoder.decode(await git(words)));
  const commit = decoder
    .decode(await git(['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]))
    .trim();
  const entries = parseTree(decoder.decode(await git(['ls-tree', '-r', '-z', commit, '.'])));
  const ids = [...new Set(entries.map(({ id }) => id))];
  const objects = parseObjects(await git(['cat-file', '--batch'], ids.map((id) => `${id}\n`).join('')));
  const absent = ids.filter((id) => !objects.has(id)).length;
  if (absent > 0) throw revisionFault(revision, `${absent} of its files are not in this clone`);
  const files = new Map(entries.map(({ path, id }) => [path, objects.get(id)]));
  return {
    paths: [...files.keys()],
    read: (path) => {
      const bytes = files.get(path);
      return bytes === undefined ? undefined : decoder.decode(bytes);
    },
    readBytes: (path) => files.get(path),
  };
}

/** The regular files that `git ls-tree -r -z` lists, relative to where it ran; links and submodules are not goldens. */
export function parseTree(text: string): readonly { readonly path: string; readonly id: string }[] {
  return text.split('\0').flatMap((line) => {
    const [, id, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    return id === undefined || path === undefined ? [] : [{ path, id }];
  });
}

/** The objects that `git cat-file --batch` prints, by id, as views of its output; what it calls missing is left out. */
export function parseObjects(output: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const objects = new Map<string, Uint8Array>();
  let position = 0;
  while (position < output.length) {
    const end = output.indexOf(10, position);
    const [, id, size] = /^([0-9a-f]+) blob (\d{1,15})$/.exec(decoder.decode(output.subarray(position, end))) ?? [];
    const start = end + 1;
    if (end === -1) break;
    if (id === undefined || size === undefined) {
      // `ID missing`.
      position = start;
      continue;
    }
    const length = Number(size);
    objects.set(id, output.subarray(start, start + length));
    position = start + length + 1;
  }
  return objects;
}

function revisionFault(revision: string, says: string): Fault {
  return new Fault('golden/revision', `git has no goldens of ${JSON.stringify(revision)}: ${says.trim()}`, {
    hint: 'name a commit, branch or tag of the repository that the goldens are in; in CI, fetch it first',
  });
}
