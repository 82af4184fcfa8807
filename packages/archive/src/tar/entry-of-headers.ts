import { defined } from '@bootwright/core';
import type { WorkBudget } from '../work-budget.ts';
import { ambiguityOf, type EntryPrelude } from './ambiguous-entry.ts';
import type { PaxRecords } from './pax-records.ts';
import { sparseMap } from './sparse-map.ts';
import { tarAttributes } from './tar-attributes.ts';
import type { TarEntry, TarKind } from './tar-entry.ts';
import { type TarHeader, tarFault } from './tar-header.ts';

/** Go's archive/tar, which container runtimes use, reads no content after these. */
const kinds = new Map<string, TarKind>([
  ['\0', 'file'],
  ['0', 'file'],
  ['7', 'file'],
  ['S', 'file'],
  ['1', 'hard link'],
  ['2', 'link'],
  ['3', 'character device'],
  ['4', 'block device'],
  ['5', 'directory'],
  ['6', 'FIFO'],
]);

const none = new Uint8Array();
const slash = 0x2f;

/** All that an archive says of one entry: its header, and the extended headers and long names before it. */
export interface EntryHeaders {
  readonly header: TarHeader;
  readonly pax: PaxRecords;
  readonly paxBytes: Uint8Array;
  readonly longName?: Uint8Array;
  readonly longTarget?: Uint8Array;
  readonly prelude: EntryPrelude;
}

/** The entry; it is charged to `budget`. Faults: `image/tar`, and those of the budget. */
export function entryOf(headers: EntryHeaders, subject: string, budget: WorkBudget): TarEntry {
  const { header, pax, paxBytes, longName, longTarget, prelude } = headers;
  const kind = kinds.get(header.type);
  if (kind === undefined) throw tarFault(subject, `an entry is of the unknown type ${JSON.stringify(header.type)}`);
  const name = longName ?? pax.path ?? header.name;
  const isFile = kind === 'file' && name.at(-1) !== slash;
  const stored = kind === 'file' ? (pax.size ?? header.size) : 0;
  const isLink = kind === 'link' || kind === 'hard link';
  const target = isLink ? (longTarget ?? pax.linkpath ?? header.target) : none;
  budget.spend('entries', 1);
  budget.spend('name bytes', name.length + target.length);
  const ambiguity = pax.ambiguity ?? ambiguityOf(header, prelude, { name, size: pax.size ?? header.size });
  const sparse = sparsenessOf(pax, header);
  if (typeof sparse === 'object') budget.spend('extents', sparse.numbers.length / 2);
  return {
    // Before directories had a type, they were marked by a slash.
    kind: kind === 'file' && !isFile ? 'directory' : kind,
    name,
    target,
    stored,
    size: isFile ? (pax.sparseSize ?? header.sparseSize ?? stored) : 0,
    ...defined({ sparse: typeof sparse === 'object' ? sparseMap(sparse.numbers, subject) : sparse, ambiguity }),
    attributes: () => tarAttributes(header, paxBytes, subject),
  };
}

/** The numbers of a sparse file's map, or that they are in its content; absent for any other file. */
function sparsenessOf(pax: PaxRecords, header: TarHeader) {
  if (pax.sparse !== true && header.sparseSize === undefined) return undefined;
  return pax.mapInContent === true ? 'in-content' : { numbers: pax.sparseNumbers ?? header.sparseNumbers ?? [] };
}
