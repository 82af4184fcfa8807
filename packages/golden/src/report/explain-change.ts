import {
  changesOf,
  type DiffReport,
  describeChange,
  diffManifests,
  type Place,
  placeOf,
} from '@bootwright/manifest-diff';
import type { PlanReason } from '@bootwright/plan';
import { checksumsPath } from '../checksums/checksum-list.ts';
import { archivePath } from '../checksums/golden-archive.ts';
import type { GoldenOutcome, Outcome, OutcomeChecksums } from '../outcome/outcome.ts';
import { outcomeDocuments, problemTexts } from '../outcome/outcome-document.ts';
import { textKey } from '../outcome/text-key.ts';
import { reasonsOfChanges } from './reasons-of-changes.ts';

/** What differs between two outcomes. */
export interface Explanation {
  /** Documents and their diff, without the name of a case. */
  readonly report: Omit<DiffReport, 'name'>;
  /** Each change as a person would say it; never empty. */
  readonly lines: readonly string[];
}

type Titles = NonNullable<DiffReport['titles']>;

const usualTitles: Titles = { before: 'golden', after: 'now' };

/** Explains the changes of many cases: those between the same two outcomes are compared once. */
export function changeExplainer(titles: Titles = usualTitles): (before: GoldenOutcome, after: Outcome) => Explanation {
  const numbers = new Map<string, number>();
  const known = new Map<string, Explanation>();
  const numberOf = (text: string): number => {
    const key = textKey(text);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  return (before, after) => {
    const key = [before, after].flatMap(textsOf).map(numberOf).join(' ');
    const found = known.get(key) ?? explained(before, after, titles);
    known.set(key, found);
    return found;
  };
}

function textsOf(outcome: GoldenOutcome): readonly string[] {
  if (outcome.kind === 'checksums') return [outcome.of, ...outcome.sums];
  return outcome.kind === 'fault' ? [outcome.faults, '-'] : [outcome.manifest, outcome.notices];
}

function reasonsFor(outcome: GoldenOutcome): readonly PlanReason[] {
  return outcome.kind === 'manifest' ? (outcome.reasons ?? []) : [];
}

function explained(before: GoldenOutcome, after: Outcome, titles: Titles): Explanation {
  const documents = outcomeDocuments(before, after);
  const diff = diffManifests(documents.before, documents.after, { sameSeed: true });
  const changes = changesOf(diff).filter((change) => !isProblem(placeOf(change)));
  const lines =
    before.kind === 'checksums'
      ? checksumLines(before, after)
      : [...changes.map(describeChange), ...problemChanges(before, after)];
  return {
    report: { ...documents, diff, titles, reasons: reasonsOfChanges(diff, reasonsFor(after), reasonsFor(before)) },
    lines: lines.length > 0 ? lines : ['the text differs, and not what it says: white space or escapes'],
  };
}

/** What is known without the archive: that it changed, and a fault that is new. */
function checksumLines(before: OutcomeChecksums, after: Outcome): readonly string[] {
  const line = `the checksum changed, and the archive ${archivePath} with the manifest is missing: put it next to ${checksumsPath}, or name it with --archive; "golden update" at the revision of the goldens writes it`;
  return after.kind === 'fault' && before.of === 'manifest'
    ? [line, ...problemsOf(after).map((text) => `${after.isInvalid === true ? faultyCase : 'fault'}: ${text}`)]
    : [line];
}

const faultyCase = 'the case is at fault itself, and its golden stays';

/** Notices and faults are shown whole, not as values of the document that they were put in. */
function isProblem({ path }: Place): boolean {
  return path[0] === 'notices' || path[0] === 'faults';
}

function problemChanges(before: Outcome, after: Outcome): readonly string[] {
  const left = problemsOf(before);
  const right = problemsOf(after);
  const listed = (all: readonly string[], others: readonly string[], what: string): readonly string[] =>
    all.filter((one) => !others.includes(one)).map((one) => `${what}: ${one}`);
  const gone = before.kind === 'fault' ? 'fault gone' : 'notice gone';
  const isFaulty = before.kind === 'manifest' && after.kind === 'fault' && after.isInvalid === true;
  const come = isFaulty ? faultyCase : after.kind === 'fault' ? 'fault' : 'notice';
  return [...listed(left, right, gone), ...listed(right, left, come)];
}

function problemsOf(outcome: Outcome): readonly string[] {
  return problemTexts(outcome.kind === 'fault' ? outcome.faults : outcome.notices);
}
