import { createHmac, timingSafeEqual } from 'node:crypto';
import { Fault, readJsonText } from '@bootwright/core';
import { defaulted, type Infer, list, parseBySchema, record, required, text } from '@bootwright/core/schemas';
import { namesOfPath } from '@bootwright/process/files';

const draftedFile = record({
  path: required(text(), 'Inside the folder'),
  draft: required(text(), 'Name of the draft'),
  sha256: required(text(), 'Of the draft, hexadecimal'),
});

/** A golden that an update has written under another name, next to its place. */
export interface DraftedFile extends Infer<typeof draftedFile> {}

/** What an update does once it counts: drafts that take their places, and files that go. */
export interface UpdateJournal {
  readonly write: readonly DraftedFile[];
  readonly remove: readonly string[];
}

export const journalName = '.golden-journal';

const schema = record({
  write: defaulted(list(draftedFile), []),
  remove: defaulted(list(text()), []),
  signature: required(text(), 'Of the rest'),
});

/**
 * The journal as text, signed: `key` is known to this host and user alone, so that a journal that came with a repository is
 * not taken for one that an update of ours has left.
 */
export function encodeJournal({ write, remove }: UpdateJournal, key: string): string {
  return `${JSON.stringify({ write, remove, signature: signatureOf({ write, remove }, key) }, null, 1)}\n`;
}

/** Reads a journal; absent where the text is not one that `key` has signed, or names a path outside the folder. */
export function parseJournal(journalText: string, key: string): UpdateJournal | undefined {
  const json = readJsonText(journalText);
  if (json.kind !== 'value') return undefined;
  try {
    const { signature, ...journal } = parseBySchema(schema, json.value, { at: {}, subject: 'journal' });
    if (!isSigned(journal, signature, key)) return undefined;
    for (const path of [...journal.remove, ...journal.write.map((one) => one.path)]) namesOfPath(path);
    for (const { draft } of journal.write) if (namesOfPath(draft).length !== 1) return undefined;
    return journal;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function isSigned(journal: UpdateJournal, given: string, key: string): boolean {
  const [one, other] = [Buffer.from(signatureOf(journal, key)), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function signatureOf({ write, remove }: UpdateJournal, key: string): string {
  const plain = write.map(({ path, draft, sha256 }) => [path, draft, sha256]);
  return createHmac('sha256', key)
    .update(JSON.stringify([plain, remove]))
    .digest('hex');
}
