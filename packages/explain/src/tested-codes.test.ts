import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codesWithoutTest } from '../testing/codes-without-test.ts';
import { explanations } from './explanations.ts';
import { subjectOf } from './render-page.ts';

const packages = join(import.meta.dirname, '../..');

/** Subjects whose codes are put together from a kind: tests of these packages name the kind alone. */
const kindOwners: Readonly<Record<string, readonly string[]>> = {
  boot: ['boot-diagnosis', 'guest-checks', 'vm'],
  docker: ['container-engine'],
  file: ['process'],
  host: ['osbuild-runner', 'cli'],
  inspect: ['file-tree', 'inspect'],
  podman: ['container-engine'],
  seal: ['seal'],
  uki: ['uki'],
};

/** Text of all tests of a package, by its name. */
const tests: ReadonlyMap<string, string> = new Map(
  readdirSync(packages)
    .filter((name) => name !== 'explain')
    .map((name) => [name, textOf(join(packages, name), /\.test\.ts$|\.snap$|\/(?:testing|suite)\/.*\.ts$/)]),
);
const allTests = [...tests.values()].join('\n');
/** Notices of goldens, which "golden check" compares. */
const goldens = textOf(join(packages, '../test-data/golden'), /\.notices\.jsonl$|index\.json$/);

function textOf(folder: string, files: RegExp): string {
  const texts = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isLeftOut(entry.name) ? [] : [textOf(path, files)];
    return files.test(path) ? [readFileSync(path, 'utf8')] : [];
  });
  return texts.join('\n');
}

function isLeftOut(name: string): boolean {
  return ['node_modules', 'dist', 'out-tsc', 'test-results', 'coverage'].includes(name);
}

function isTested(code: string): boolean {
  const subject = subjectOf(code);
  const kind = code.slice(subject.length + 1);
  const named = new RegExp(`(?<![\\w/-])${code}(?![\\w/-])`);
  return (
    named.test(allTests) ||
    (subject === 'profile' && named.test(goldens)) ||
    (kindOwners[subject] ?? []).some((owner) => tests.get(owner)?.includes(`'${kind}'`) === true)
  );
}

const untested = explanations.map(({ code }) => code).filter((code) => !isTested(code));

test('every code is named by a test, a golden, or the list of those that still have none', () => {
  expect(untested.filter((code) => !codesWithoutTest.includes(code))).toEqual([]);
});

test('the list of codes without a test has known codes alone, in order', () => {
  const known = new Set(explanations.map(({ code }) => code));
  expect(codesWithoutTest.filter((code) => !known.has(code))).toEqual([]);
  expect(codesWithoutTest).toEqual([...new Set(codesWithoutTest)].toSorted());
});
