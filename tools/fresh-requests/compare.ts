import { readFileSync } from 'node:fs';
import { linesOf } from '../reference.ts';
import { type Answered, comparedWith, kindOf, type Requested, type Theirs } from './explain.ts';
import { type Compared, recordFresh } from './record.ts';

/**
 * `compare REQUESTS REFERENCE OURS [--record]`: three files of JSON lines, in one order. REFERENCE is what image-builder
 * gave (outcome, manifest_sha256, error), OURS what `bootwright batch --mock-sources` printed. Prints the counts, and
 * each difference that no row of docs/reference-differences.md explains; then the exit status is 1. `--record` makes some
 * of the requests the sets `fresh` and `fresh-trees` of test-data/reference.
 */
const [requests = '', theirs = '', ours = ''] = process.argv.slice(2, 5).map((path) => readFileSync(path, 'utf8'));
const references = linesOf(theirs).map((line): Theirs => JSON.parse(line));
const own = linesOf(ours).map((line): Answered => JSON.parse(line));

const counts = new Map<string, number>();
const all: Compared[] = [];
let unexplained = 0;
for (const [index, request] of linesOf(requests).entries()) {
  const [reference, answer] = [references[index], own[index]];
  if (reference === undefined || answer === undefined) throw new Error(`no answer to request ${index + 1}`);
  const asked: Requested = JSON.parse(request);
  const verdict = comparedWith(asked, reference, answer);
  const kind = kindOf(verdict);
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (verdict.kind !== 'differs') {
    all.push({ set: asked.tree === undefined ? 'fresh' : 'fresh-trees', request, theirs: reference, verdict });
    continue;
  }
  unexplained++;
  const { name, outcome, error = '' } = reference;
  console.log(`${name}: ${outcome} ${error.slice(-160)} / ${answer.outcome} ${answer.fault?.code ?? ''}`);
}
for (const [kind, count] of [...counts].sort(([, a], [, b]) => b - a)) console.log(`${count} ${kind}`);
if (process.argv.includes('--record')) console.log(`${recordFresh(all)} recorded`);
process.exitCode = unexplained === 0 ? 0 : 1;
