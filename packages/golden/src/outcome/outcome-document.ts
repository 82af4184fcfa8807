import { isObject, objectOf, readExactJson, renderPath, shownLine } from '@bootwright/core';
import type { Both } from '@bootwright/manifest-diff';
import { type GoldenOutcome, type Outcome, type OutcomeChecksums, textsOf } from './outcome.ts';
import { sha256Of } from './sha256.ts';

/**
 * An outcome as a document to compare: the manifest, with its notices as one text each under the key `notices`; or
 * `outcome` and `faults`; of checksums, its `outcome` and `sha256`. Compared with a
 * fault, a manifest is its `outcome` alone: all of it would be a change.
 */
export function outcomeDocuments(before: GoldenOutcome, after: Outcome): Both<unknown> {
  if (before.kind === 'checksums') {
    return {
      before: checksumDocument(before),
      after: checksumDocument({ of: after.kind, sums: textsOf(after).map(sha256Of) }),
    };
  }
  if (before.kind === after.kind) return { before: documentOf(before), after: documentOf(after) };
  return { before: briefly(before), after: briefly(after) };
}

function checksumDocument({ of, sums }: Pick<OutcomeChecksums, 'of' | 'sums'>): unknown {
  return { outcome: of, sha256: sums };
}

function documentOf(outcome: Outcome): unknown {
  if (outcome.kind === 'fault') return briefly(outcome);
  const manifest = parsed(outcome.manifest);
  if (outcome.notices === '' || typeof manifest !== 'object' || manifest === null) return manifest;
  return { ...manifest, notices: problemTexts(outcome.notices) };
}

function briefly(outcome: Outcome): unknown {
  return outcome.kind === 'fault'
    ? { outcome: 'fault', faults: problemTexts(outcome.faults) }
    : { outcome: 'manifest', notices: problemTexts(outcome.notices) };
}

/** A golden that somebody broke by hand is compared as the text that it is. */
function parsed(text: string): unknown {
  const reading = readExactJson(text);
  return reading.kind === 'value' ? reading.value : text;
}

/** Every problem of JSON lines as a text of its own: code, place, message and hint. */
export function problemTexts(lines: string): readonly string[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => problemText(parsed(line)) ?? line);
}

function problemText(problem: unknown): string | undefined {
  if (!isObject(problem) || !('code' in problem) || !('message' in problem)) return undefined;
  const { path } = objectOf(problem.at);
  const place = Array.isArray(path) && path.length > 0 ? ` at ${renderPath(path)}` : '';
  const hint = 'hint' in problem ? ` (${problem.hint})` : '';
  return shownLine(`${problem.code}${place}: ${problem.message}${hint}`);
}
