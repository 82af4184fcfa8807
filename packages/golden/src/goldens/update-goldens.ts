import { Fault, unreachable } from '@bootwright/core';
import type { Verdict } from '../check/verdict.ts';
import { archivePath } from '../checksums/golden-archive.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { GoldenFolder, GoldenSet } from './golden-set.ts';

/** What an update may write: `all`, what is `new` (cases without a golden), or `none`. */
export type UpdatePolicy = 'all' | 'new' | 'none';

/** Files to write and to remove, by path. */
export interface FolderUpdate {
  readonly write: ReadonlyMap<string, string | Uint8Array>;
  readonly remove: readonly string[];
}

/**
 * Whether a case is itself at fault that has no golden, or a manifest as its golden: a mistake in a case is not what it is to
 * lead to. Where the golden is a fault, somebody wrote the case for it.
 */
export function isFaultyCase(verdict: Verdict): boolean {
  if (verdict.kind !== 'missing' && verdict.kind !== 'changed') return false;
  const { after } = verdict;
  return after.kind === 'fault' && after.isInvalid === true && !hasFaultGolden(verdict);
}

function hasFaultGolden(verdict: Extract<Verdict, { readonly after: Outcome }>): boolean {
  if (verdict.kind === 'missing') return false;
  const { before } = verdict;
  return (before.kind === 'checksums' ? before.of : before.kind) === 'fault';
}

/** Whether the policy accepts what the verdict found. A case that is itself at fault gets no golden. */
export function takesOver(policy: UpdatePolicy, verdict: Verdict): boolean {
  if (isFaultyCase(verdict)) return false;
  const { kind } = verdict;
  switch (policy) {
    case 'none':
      return false;
    case 'new':
      return kind === 'missing';
    case 'all':
      return kind !== 'same';
    default:
      return unreachable(policy);
  }
}

/**
 * What the goldens are to say: what `accepted` found, and for all others what they said. `order` is that of the cases: of
 * those with equal outcomes the first one has the file. `made` are outcomes of this run, which stand for checksums that
 * they have. Fault: `golden/archive` where a golden is known by its checksum alone.
 */
export function planUpdate(
  goldens: GoldenSet,
  accepted: readonly Verdict[],
  { order, made }: { readonly order: readonly string[]; readonly made: ReadonlyMap<string, Outcome> },
): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  const decided = new Set(accepted.map(({ name }) => name));
  for (const name of goldens.names) {
    if (decided.has(name)) continue;
    const now = made.get(name);
    const outcome = now !== undefined && goldens.says(name, now) ? now : goldens.find(name);
    if (outcome?.kind === 'checksums') throw missingArchive(name);
    if (outcome !== undefined) outcomes.set(name, outcome);
  }
  for (const verdict of accepted) {
    if (verdict.kind === 'missing' || verdict.kind === 'changed') outcomes.set(verdict.name, verdict.after);
  }
  return inOrder(outcomes, order);
}

function missingArchive(name: string): Fault {
  return new Fault(
    'golden/archive',
    `the golden of ${name} is known by its checksum alone: ${archivePath} is missing`,
    {
      hint: `get ${archivePath} and name it with --archive, or accept all changes with "bootwright golden update"`,
    },
  );
}

function inOrder(outcomes: ReadonlyMap<string, Outcome>, order: readonly string[]): ReadonlyMap<string, Outcome> {
  const sorted = new Map<string, Outcome>();
  for (const name of [...order, ...[...outcomes.keys()].sort()]) {
    const outcome = outcomes.get(name);
    if (outcome !== undefined) sorted.set(name, outcome);
  }
  return sorted;
}

/** The difference between a folder and the files it is to have; of those `owned` that it has and is not to have, none stays. */
export function folderUpdate(
  folder: GoldenFolder,
  wanted: ReadonlyMap<string, string | Uint8Array>,
  owned: readonly string[],
): FolderUpdate {
  const write = new Map([...wanted].filter(([path, content]) => !hasContent(folder, path, content)));
  const there = new Set(folder.paths);
  return { write, remove: owned.filter((path) => there.has(path) && !wanted.has(path)) };
}

function hasContent(folder: GoldenFolder, path: string, content: string | Uint8Array): boolean {
  if (typeof content === 'string') return folder.read(path) === content;
  const before = folder.readBytes?.(path);
  return before !== undefined && Buffer.compare(before, content) === 0;
}
