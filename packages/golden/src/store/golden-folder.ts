import type { Notice } from '@bootwright/core';
import { hostSecret } from '@bootwright/process';
import { errorCode, namesOfPath, orFileFault, replaceFileIn } from '@bootwright/process/files';
import type { CaseFile } from '../cases/case-file.ts';
import type { GoldenFolder } from '../goldens/golden-set.ts';
import type { FolderUpdate } from '../goldens/update-goldens.ts';
import { applyJournal, draftPath, draftUpdate, isWhole, removeDrafts } from './apply-update.ts';
import { withLock } from './folder-lock.ts';
import { type FolderPlace, makePlace, openPlace, pathOf } from './folder-place.ts';
import { type OpenFolder, pathsBeneath, readBytesBeneath, readTextBeneath } from './read-text.ts';
import { journalName, parseJournal, type UpdateJournal } from './update-journal.ts';

/** The goldens of a folder on this host. */
export interface StoredGoldens extends GoldenFolder {
  /** What in the folder is not obeyed, such as the journal of an update on another host. */
  readonly notices: readonly Notice[];
}

/**
 * Every `.json` file below a folder, by path. Faults: `file/…`, also for a link, a FIFO or a device among them.
 */
export function readCaseFiles(folder: FolderPlace): readonly CaseFile[] {
  return withFolder(folder, (open) =>
    pathsBeneath(open, { ignores: () => false, wants: (path) => path.endsWith('.json') }).map((path) => ({
      path,
      text: readTextBeneath(open, namesOfPath(path)) ?? '',
    })),
  );
}

/**
 * The goldens of a folder; a missing one is empty. Nothing is written: where an update was cut short after it
 * counted, they are read as it would leave them. Faults: `file/…`.
 */
export function readGoldenFolder(folder: FolderPlace): StoredGoldens {
  const none: StoredGoldens = { paths: [], read: () => undefined, notices: [] };
  return unlessAbsent(() => withFolder(folder, (open) => storedGoldens(open, folder, readJournal(open)))) ?? none;
}

/**
 * Changes a folder of goldens all at once. `plan` gets what is there, while no other update runs. Every file is written
 * next to its place; then a journal lists what is to be renamed and removed, and from then on the update counts: a later
 * one finishes it. Before, nothing has changed. Faults: `golden/locked`, `file/…`.
 */
export function updateGoldenFolder<T extends FolderUpdate>(
  folder: FolderPlace,
  plan: (there: StoredGoldens) => T,
): Promise<T> {
  return withLockedFolder(folder, (open) => {
    const earlier = readJournal(open);
    if (earlier.kind === 'ours') applyJournal(open, earlier.journal);
    removeDrafts(open);
    const update = plan(storedGoldens(open, folder, earlier.kind === 'ours' ? { kind: 'none' } : earlier));
    if (update.write.size > 0 || update.remove.length > 0) applyJournal(open, draftUpdate(open, update, signingKey()));
    return update;
  });
}

/** Makes the folder if it does not exist, and runs `work` while no other update of it runs. */
async function withLockedFolder<T>(folder: FolderPlace, work: (open: OpenFolder) => T): Promise<T> {
  using handle = makePlace(folder);
  const open = { handle, name: pathOf(folder) };
  return await withLock(open, () => work(open));
}

/** The text of one file of a folder of goldens; absent if the file does not exist. Faults: `file/…`. */
export function readGoldenFile(folder: FolderPlace, path: string): string | undefined {
  return unlessAbsent(() => withFolder(folder, (open) => readTextBeneath(open, namesOfPath(path))));
}

/** Writes one file of a folder of goldens, while no update runs. Faults: `golden/locked`, `file/…`. */
export function writeGoldenFile(folder: FolderPlace, name: string, text: string): Promise<void> {
  return withLockedFolder(folder, ({ handle }) =>
    orFileFault('write', `${pathOf(folder)}/${name}`, () => replaceFileIn(handle, name, text)),
  );
}

type FoundJournal =
  | { readonly kind: 'none' }
  | { readonly kind: 'ours'; readonly journal: UpdateJournal }
  | { readonly kind: 'foreign'; readonly notice: Notice };

function readJournal(open: OpenFolder): FoundJournal {
  const text = readTextBeneath(open, [journalName]);
  if (text === undefined) return { kind: 'none' };
  const journal = parseJournal(text, signingKey());
  if (journal !== undefined && isWhole(open, journal)) return { kind: 'ours', journal };
  const file = `${open.name}/${journalName}`;
  return {
    kind: 'foreign',
    notice: {
      code: 'golden/journal',
      message: `${file} is ignored: no update of this host and user has left it`,
      at: { file },
      hint: 'remove it; where an update on another host was cut short, restore the goldens with git, or update them again',
    },
  };
}

function storedGoldens(open: OpenFolder, folder: FolderPlace, found: FoundJournal): StoredGoldens {
  const { write, remove } = found.kind === 'ours' ? found.journal : { write: [], remove: [] };
  const drafts = new Map(write.map((one) => [one.path, draftPath(one)]));
  const gone = new Set(remove);
  const there = pathsBeneath(open, { ignores: isHidden, wants: () => true });
  const readDrafted = <T>(path: string, read: (open: OpenFolder, names: readonly string[]) => T): T | undefined => {
    if (gone.has(path)) return undefined;
    const draft = drafts.get(path);
    return withFolder(folder, (again) => {
      const drafted = draft === undefined ? undefined : read(again, namesOfPath(draft));
      return drafted ?? read(again, namesOfPath(path));
    });
  };
  return {
    paths: [...new Set([...there, ...drafts.keys()])].filter((path) => !gone.has(path)).sort(),
    read: (path) => readDrafted(path, readTextBeneath),
    readBytes: (path) => readDrafted(path, readBytesBeneath),
    notices: found.kind === 'foreign' ? [found.notice] : [],
  };
}

/** No golden has such a name; locks, journals and drafts do. */
function isHidden(path: string): boolean {
  return path.split('/').some((segment) => segment.startsWith('.'));
}

/** What signs a journal: another user, or another host, has another one. */
function signingKey(): string {
  return `bootwright golden journal ${process.getuid?.() ?? ''} ${hostSecret()}`;
}

function withFolder<T>(folder: FolderPlace, use: (open: OpenFolder) => T): T {
  using handle = openPlace(folder);
  return use({ handle, name: pathOf(folder) });
}

/** Absent where the folder does not exist. */
function unlessAbsent<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && errorCode(error.cause) === 'ENOENT') return undefined;
    throw error;
  }
}
