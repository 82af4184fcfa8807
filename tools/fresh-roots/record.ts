import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { PatternFact } from '../recorded-patterns.ts';
import { linesOf } from '../reference.ts';
import { writeChecksums, writeFacts } from '../reference-checksums.ts';
import { jsonLines } from '../reference-facts.ts';
import { patternPaths } from './pattern.ts';
import type { RootQuestion } from './roots.ts';

/**
 * `record patterns|layers|roots QUESTIONS ANSWERS [--all]` makes a set of test-data/reference of what bootc's own code answered,
 * a line for each question. Only the first of each kind of answer are kept; with `--all` all are, to compare a large number once.
 *
 * An answer about a pattern is `ENGINE FITS`: `dfa`, `pcre2` or `error`, and a 0 or 1 for each path. One about layers is
 * `ok DIGEST`, or `error` or `panic` and why. One about a root is JSON: `rc`, the exit status, and `out`, what bootc printed.
 */
const [kind, questions = '', answers = ''] = process.argv.slice(2);
const mostOthers: Readonly<Record<string, number>> = { patterns: 500, layers: 12, roots: 120 };
const mostOther = mostOthers[kind ?? ''];
if (mostOther === undefined) throw new Error(`Expected patterns, layers or roots, got "${kind}"`);
const isAll = process.argv.includes('--all');
const asked = linesOf(readFileSync(questions, 'utf8'));
const given = linesOf(readFileSync(answers, 'utf8'));
if (asked.length !== given.length) throw new Error(`${asked.length} questions, ${given.length} answers`);

const pairs = asked.map((question, index) => ({ question, answer: given[index] ?? '', index }));
const counts = new Map<string, number>();
const kept = pairs.filter(({ answer }) => {
  // Archives that are broken in the same way count as one kind.
  const sort =
    answer.startsWith('ok') || answer.startsWith('{"rc": 0') ? 'ok' : answer.replace(/[^a-z ].*/, '').slice(0, 60);
  const count = counts.get(sort) ?? 0;
  counts.set(sort, count + 1);
  return isAll || count < (sort === 'ok' ? 300 : mostOther);
});

if (kind === 'patterns') write('composefs/patterns', [{ paths: patternPaths }, ...kept.map(patternFact)]);
else if (kind === 'layers') write('composefs/fresh', kept.map(layersFact));
else write('bootc/fresh', kept.map(rootFact));

function patternFact({ question, answer }: (typeof pairs)[number]): PatternFact {
  const [expression, letter]: readonly [string, string] = JSON.parse(question);
  const [engine = '', fits = ''] = answer.split(' ');
  return { expression, letter, ...(engine.startsWith('error') ? {} : { engine, fits }) };
}

function layersFact({ question, answer, index }: (typeof pairs)[number]) {
  const layers: readonly string[] = JSON.parse(question);
  const layers_gz = layers.map((layer) => gzipSync(Buffer.from(layer, 'base64'), { level: 9 }).toString('base64'));
  const digest = /^ok ([0-9a-f]{128})$/.exec(answer)?.[1];
  return {
    name: `layers-${index + 1}`,
    layers_gz,
    ...(digest === undefined ? { fails: true } : { digest_oci: digest }),
  };
}

function rootFact({ question, answer, index }: (typeof pairs)[number]) {
  const asked: RootQuestion = JSON.parse(question);
  const { rc, out }: { readonly rc: number; readonly out: string } = JSON.parse(answer);
  return { name: `root-${index + 1}`, ...asked, exit_code: rc, ...(rc === 0 ? { value: JSON.parse(out) } : {}) };
}

function write(name: string, facts: readonly unknown[]): void {
  writeFacts(name, jsonLines(facts));
  writeChecksums();
  console.log(`${facts.length} lines in ${name}`);
}
