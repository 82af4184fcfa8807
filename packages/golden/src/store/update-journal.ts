import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { FaultList, readJsonText, StrictRecord } from '@bootwright/core';
import { namesOfPath } from '@bootwright/process/files';

/** A golden that an update has written under another name, next to its place. */
export interface DraftedFile {
  /** Inside the folder. */
  readonly path: string;
  /** The name of the draft. */
  readonly draft: string;
  /** Of the draft, hexadecimal. */
  readonly sha256: string;
}

/** What an update does once it counts: drafts that take their places, and files that go. */
export interface UpdateJournal {
  readonly write: readonly DraftedFile[];
  readonly remove: readonly string[];
}

/** The name of the journal in the folder of goldens. */
export const journalName = '.golden-journal';

const keys = ['write', 'remove', 'signature'];

/**
 * The journal as text, signed: `key` is known to this host and user alone, so that a journal that came with a repository is not taken for one that an update of ours has left.
 */
export function encodeJournal({ write, remove }: UpdateJournal, key: string): string {
  return `${JSON.stringify({ write, remove, signature: signatureOf({ write, remove }, key) }, null, 1)}\n`;
}

/** Reads a journal; absent where the text is not one that `key` has signed, or names a path outside the folder. */
export function parseJournal(text: string, key: string): UpdateJournal | undefined {
  try {
    const reading = { at: {}, subject: 'journal', faults: new FaultList() };
    const json = readJsonText(text);
    const fields = json.kind === 'value' ? StrictRecord.of(json.value, keys, reading) : undefined;
    const records = fields?.records('write', ['path', 'draft', 'sha256']) ?? [];
    const write = records.map((record) => ({
      path: record.string('path') ?? '',
      draft: record.string('draft') ?? '',
      sha256: record.string('sha256') ?? '',
    }));
    const journal = { write, remove: fields?.strings('remove') ?? [] };
    if (!isSigned(journal, fields?.string('signature') ?? '', key)) return undefined;
    for (const path of [...journal.remove, ...write.map((one) => one.path)]) namesOfPath(path);
    for (const { draft } of write) if (namesOfPath(draft).length !== 1) return undefined;
    return journal;
  } catch {
    return undefined;
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

/** Hexadecimal SHA-256 of a text's UTF-8 bytes. */
export function sha256Of(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
