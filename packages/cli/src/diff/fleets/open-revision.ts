import { resolve } from 'node:path';
import { defined, Fault, MiB } from '@bootwright/core';
import { checkOwnRepository, gitCommand, parseObjects, parseTree } from '@bootwright/golden';
import { type Command, outputText, requireSuccess } from '@bootwright/process';
import { manifestEnding } from '../../files/folder-files.ts';
import type { PassedOver } from '../../files/passed-over.ts';
import type { Host } from '../../host.ts';
import { PackedTexts } from './packed-texts.ts';

/** What `REV:PATH` names in a git repository: the manifests below a folder, or one file. */
export type RevisionContent =
  | { readonly kind: 'folder'; readonly texts: PackedTexts }
  | { readonly kind: 'file'; readonly bytes: Uint8Array };

/** Objects that git prints at a time. */
const batch = 64;
/** Of one manifest, and of a batch of them. */
const mostOutput = MiB(512);

/**
 * Reads `REV:PATH` from the repository of the working directory, without running anything that the repository's settings
 * ask for. Faults: `diff/revision`, and those of a command that fails (`process/…`).
 */
export async function readRevision(operand: string, host: Host): Promise<RevisionContent> {
  const runner = await host.commandRunner(host.environment);
  const git = async (command: Command, stdin?: string): Promise<Uint8Array> => {
    const { command: words, options } = gitCommand(resolve(host.directory), command);
    const result = await runner.run(words, { ...options, maximumStdout: mostOutput, ...defined({ stdin }) });
    if (result.kind === 'exited' && result.code !== 0) throw revisionFault(operand, outputText(result.stderr));
    const { stdout } = requireSuccess(result);
    if (stdout.dropped > 0) throw revisionFault(operand, 'its files are larger than 512 MiB');
    return stdout.bytes;
  };
  const text = async (...words: readonly string[]): Promise<string> => new TextDecoder().decode(await git(words));
  await checkOwnRepository(text);
  const id = (await text('rev-parse', '--verify', '--end-of-options', operand)).trim();
  if ((await text('cat-file', '-t', id)).trim() !== 'tree')
    return { kind: 'file', bytes: await git(['cat-file', 'blob', id]) };
  const texts = new PackedTexts(operand);
  const listing = treeText(await git(['ls-tree', '-r', '-z', '--full-tree', id]), operand);
  for (const one of otherEntries(listing)) texts.passOver(one);
  const entries = parseTree(listing).filter(({ path }) => manifestEnding.test(path));
  for (let index = 0; index < entries.length; index += batch) {
    const some = entries.slice(index, index + batch);
    const ids = [...new Set(some.map((entry) => entry.id))];
    const objects = parseObjects(await git(['cat-file', '--batch'], ids.map((one) => `${one}\n`).join('')));
    for (const { path, id: object } of some) {
      const content = objects.get(object);
      if (content === undefined) throw revisionFault(operand, `${path} is not in this clone`);
      texts.add(path, content);
    }
    await texts.settle();
  }
  await texts.settle(0);
  return { kind: 'folder', texts };
}

/** Replaced bytes would make two names one. */
function treeText(bytes: Uint8Array, operand: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw revisionFault(operand, 'a name in it is not UTF-8');
  }
}

/** Links with the names of manifests, and submodules, of what `git ls-tree -r -z` lists. */
function otherEntries(listing: string): readonly PassedOver[] {
  return listing.split('\0').flatMap((line): readonly PassedOver[] => {
    const [, mode, path] = /^(120000|160000) \w+ [0-9a-f]+\t(.*)$/s.exec(line) ?? [];
    if (path === undefined) return [];
    if (mode === '160000') return [{ path, why: 'is a submodule' }];
    return manifestEnding.test(path) ? [{ path, why: 'is a symbolic link' }] : [];
  });
}

function revisionFault(operand: string, says: string): Fault {
  return new Fault('diff/revision', `git has no ${JSON.stringify(operand)}: ${says.trim()}`, {
    hint: 'give a file, a folder, an archive, or REVISION:PATH; in CI, fetch the revision first',
  });
}
