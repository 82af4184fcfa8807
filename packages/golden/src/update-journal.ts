import { StrictRecord } from '@bootwright/core';

/** What an update does once it counts: drafts that take their places, and files that go. */
export interface UpdateJournal {
  /** Paths inside the folder; the draft of each stands beside it. */
  readonly write: readonly string[];
  readonly remove: readonly string[];
}

/** The names of what an update leaves for a moment begin so; no golden's name does. */
export const draftPrefix = '.golden-';

/** Where the draft of a file stands: in the same folder, so that renaming it is one step. */
export function draftPath(path: string): string {
  const cut = path.lastIndexOf('/') + 1;
  return `${path.slice(0, cut)}${draftPrefix}${path.slice(cut)}`;
}

/** The journal as text. */
export function encodeJournal(journal: UpdateJournal): string {
  return `${JSON.stringify(journal, null, 1)}\n`;
}

/** Reads a journal; absent where the text is none. */
export function parseJournal(text: string): UpdateJournal | undefined {
  try {
    const fields = StrictRecord.of(JSON.parse(text), ['write', 'remove'], { at: {}, subject: 'journal', faults: [] });
    const [write, remove] = [fields?.strings('write'), fields?.strings('remove')];
    return write === undefined || remove === undefined ? undefined : { write, remove };
  } catch {
    return undefined;
  }
}
