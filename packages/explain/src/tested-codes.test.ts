import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assertedTexts } from '../testing/asserted-codes.ts';
import { explanations } from './explanations.ts';
import { subjectOf } from './render-page.ts';

/*
 * Every code is in the expectation of a test. The limits: that the test which expects a code is also run, and that it gets
 * the code from the function that raises it, is not seen here. Of codes that are put together, the kind alone counts in
 * tests of the packages that do so.
 */

const packages = join(import.meta.dirname, '../..');

/** Subjects whose codes are put together from a kind: tests of these packages name the kind alone. */
const kindOwners: Readonly<Record<string, readonly string[]>> = {
  boot: ['boot-diagnosis', 'guest-checks', 'vm'],
  host: ['osbuild-runner', 'cli'],
  inspect: ['file-tree', 'inspect'],
  seal: ['seal'],
  uki: ['uki'],
};

/** Tests of texts about codes raise none. */
const aboutTexts = ['explain', 'site'];

const whole = /(?<![\w/-])[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*(?![\w/-])/g;
const codesIn = (text: string): readonly string[] => text.match(whole) ?? [];

/** Texts that the tests of a package expect, snapshots included. */
function textsOf(name: string): readonly string[] {
  const files = filesOf(join(packages, name), /\.test\.ts$|\.snap$/).filter(
    (file) => !file.includes('/cli/src/explain/'),
  );
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return file.endsWith('.snap') ? [text] : assertedTexts(text);
  });
}

function filesOf(folder: string, names: RegExp): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return leftOut.includes(entry.name) ? [] : filesOf(path, names);
    return names.test(path) ? [path] : [];
  });
}

const leftOut = ['node_modules', 'dist', 'out-tsc', 'test-results', 'coverage'];

const texts = new Map(
  readdirSync(packages)
    .filter((name) => !aboutTexts.includes(name))
    .map((name) => [name, textsOf(name)] as const),
);
const asserted = new Set([...texts.values()].flat().flatMap(codesIn));
/** Notices of goldens, which "golden check" compares. */
const ofGoldens = new Set(
  filesOf(join(packages, '../test-data/golden'), /\.notices\.jsonl$|index\.json$/).flatMap((file) =>
    codesIn(readFileSync(file, 'utf8')),
  ),
);

function isTested(code: string): boolean {
  const subject = subjectOf(code);
  const kind = code.slice(subject.length + 1);
  const owners = kindOwners[subject] ?? [];
  return (
    asserted.has(code) ||
    (subject === 'profile' && ofGoldens.has(code)) ||
    owners.some((owner) => texts.get(owner)?.includes(kind) === true)
  );
}

test('every code is expected by a test, or is in a golden', () => {
  expect(explanations.map(({ code }) => code).filter((code) => !isTested(code))).toEqual([]);
  expect(explanations.length).toBeGreaterThan(600);
});

test('only what is compared counts as expected', () => {
  const source = `
    const rows = [['a', 'table/row']];
    const given = { code: 'given/notice' };
    test.each(rows)('title/one', (name) => {
      expect(render(given)).toEqual([{ code: 'matcher/argument' }, ...more]);
      expect(stderr.match(/\\[regular\\/expression\\]/)).toHaveLength(1);
      work('work/argument');
    });
    const more = ['named/constant'];
    const list = ['list/alone'];
  `;
  expect(assertedTexts(source).flatMap(codesIn).sort()).toEqual([
    'matcher/argument',
    'named/constant',
    'regular/expression',
    'table/row',
  ]);
});
