import { join } from 'node:path';
import type { Tally } from './comparison.ts';
import { differenceFromRecorded } from './first-difference.ts';
import { isRejectedByOsbuild, knownDifference } from './known-differences.ts';
import type { Answer, RecordedRequest, RequestSet } from './recorded-requests.ts';
import { workspaceRoot } from './reference.ts';

/** What Bootwright gives for a request, in the words of an answer. */
export interface OwnAnswer {
  readonly outcome: 'manifest' | 'error';
  /** Of the fault. */
  readonly code?: string | undefined;
  readonly sha256?: string | undefined;
  readonly filename?: string | undefined;
  readonly mime_type?: string | undefined;
  readonly exports?: readonly string[] | undefined;
  readonly unsupported?: string | undefined;
  /** Of a manifest. */
  readonly text?: string;
  readonly isValid?: () => boolean;
}

const allFacts = ['filename', 'mime_type', 'exports', 'unsupported'] as const;
type Fact = (typeof allFacts)[number];

/** How a case agrees, or in what it differs. */
type Verdict = { readonly agrees: keyof Tally } | { readonly differs: string };

export interface AnswersCompared {
  /** A line for each case that is not as recorded, and for each that is although it is known to differ. */
  readonly wrong: readonly string[];
  readonly tally: Tally;
  /** A line for each known difference with what is given: the SHA-256 of the manifest, or the code of the fault. */
  readonly given: string;
}

/**
 * The golden of `given`: a known difference may not become another one unnoticed. `npx vitest run FILE -u` writes it, for
 * a review.
 */
export function givenFile(set: RequestSet): string {
  return join(workspaceRoot, 'test-data/differences', `${set}.txt`);
}

/** Compares what `answerOf` gives for each request of a set with what image-builder gave. */
export function compareAnswers<Request>(
  set: RequestSet,
  cases: readonly RecordedRequest<Request>[],
  answerOf: (recorded: RecordedRequest<Request>) => OwnAnswer,
): AnswersCompared {
  const wrong: string[] = [];
  const tally = new Map<keyof Tally, number>();
  const given: string[] = [];
  const count = (kind: keyof Tally) => tally.set(kind, (tally.get(kind) ?? 0) + 1);
  // Not every set was recorded with every fact.
  const facts = allFacts.filter((fact) => cases.some(({ answer }) => answer[fact] !== undefined));
  for (const recorded of cases) {
    const { name } = recorded.answer;
    const ours = answerOf(recorded);
    const verdict = compared(set, recorded.answer, ours, facts);
    const known = knownDifference(set, recorded.answer);
    if ('agrees' in verdict) {
      count(verdict.agrees);
      if (known !== undefined) wrong.push(`${name}: agrees, but is in the list of known differences`);
    } else if (known?.outcome === ours.outcome && isBroken(ours) === isRejectedByOsbuild(set, recorded.answer)) {
      count('knownDifferences');
      given.push(`${name} ${ours.sha256 ?? ours.code}\n`);
    } else wrong.push(`${name}: ${verdict.differs}`);
  }
  return { wrong, tally: Object.fromEntries(tally), given: given.join('') };
}

/** A bug of ours, or a manifest that osbuild rejects: no answer of image-builder excuses it, and no known difference but those of `isRejectedByOsbuild`. */
function isBroken({ code = '', isValid = () => true }: OwnAnswer): boolean {
  return code.startsWith('internal/') || !isValid();
}

function compared(set: RequestSet, answer: Answer, ours: OwnAnswer, facts: readonly Fact[]): Verdict {
  const { outcome, code = '' } = ours;
  if (code.startsWith('internal/')) return { differs: code };
  switch (answer.outcome) {
    case 'error':
      return outcome === 'error' ? { agrees: 'rejections' } : { differs: 'a fault is expected' };
    case 'crash':
      return isBroken(ours) ? { differs: 'osbuild does not accept the manifest' } : { agrees: 'crashes' };
    case 'manifest': {
      if (outcome === 'error') return { differs: `a manifest is expected, not ${code}` };
      const wrong = facts.filter((fact) => `${answer[fact]}` !== `${ours[fact]}`);
      if (wrong.length > 0)
        return { differs: wrong.map((fact) => `${fact} ${ours[fact]}, not ${answer[fact]}`).join() };
      if (ours.sha256 === (answer.manifest_sha256 ?? answer.compact_sha256)) return { agrees: 'manifests' };
      return { differs: differenceFromRecorded(set, answer.name, ours.text ?? 'null') };
    }
  }
}
