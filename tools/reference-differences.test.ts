import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectionDifferences } from './known-inspection-differences.ts';
import { type RequestSet, recordedRequests } from './recorded-requests.ts';
import { referenceLines, workspaceRoot } from './reference.ts';
import { type ReferenceDifference, referenceDifferences } from './reference-differences.ts';

const page = readFileSync(join(workspaceRoot, 'docs/reference-differences.md'), 'utf8');

type Examples = readonly (readonly [set: string, names: readonly string[]])[];

/** The names of recorded requests that show a difference, by set. */
function examples({ id, names = {} }: ReferenceDifference): Examples {
  const fresh = recordedRequests('fresh').flatMap(({ answer }) => (answer.difference === id ? [answer.name] : []));
  return [...Object.entries(names), ...(fresh.length === 0 ? [] : [['fresh', fresh] as const])];
}

const rowsOf = (part: string) => part.split('\n').filter((line) => line.startsWith('| `'));

function row(id: string, cells: readonly string[], examples: Examples): string {
  const shown = examples.map(([set, names]) => `${set} \`${names[0]}\`${names.length > 1 ? ' …' : ''}`);
  return `| \`${id}\` | ${[...cells, shown.join(', ')].join(' | ')} |`;
}

describe('docs/reference-differences.md', () => {
  test('has one row for each difference, as tools/reference-differences.ts describes it', () => {
    expect(rowsOf(page.split('\n## bootc')[0] ?? '')).toEqual(
      referenceDifferences.map((one) => row(one.id, [one.request, one.reference, one.ours, one.reason], examples(one))),
    );
  });

  test.each(referenceDifferences.map((one) => [one.id, one] as const))(
    '%s is shown by recorded requests',
    (_id, one) => {
      const shown = examples(one).flatMap(([set, names]) => recordedIn(set).filter((name) => names.includes(name)));
      expect(shown.length).toBeGreaterThan(0);
      expect([...shown].sort()).toEqual(
        examples(one)
          .flatMap(([, names]) => names)
          .sort(),
      );
    },
  );
});

const sets: readonly RequestSet[] = ['trees', 'differences', 'fresh'];

function recordedIn(name: string): readonly string[] {
  return sets.filter((set) => set === name).flatMap((set) => recordedRequests(set).map(({ answer }) => answer.name));
}

describe('its part about bootc', () => {
  test('has one row for each difference, as tools/known-inspection-differences.ts describes it', () => {
    const rows = inspectionDifferences.map(({ id, input, bootc, ours, reason, cases }) =>
      row(id, [input, bootc, ours, reason], Object.entries(cases)),
    );
    expect(rowsOf(page.split('\n## bootc')[1] ?? '')).toEqual(rows);
  });

  test.each(inspectionDifferences.map((one) => [one.id, one] as const))('%s is shown by recorded cases', (_id, one) => {
    const named = Object.entries(one.cases).map(([set, names]) => ({ set, names: [...names].sort() }));
    const found = named.map(({ set, names }) => ({
      set,
      names: referenceLines<{ readonly name: string }>(set)
        .flatMap(({ name }) => (names.includes(name) ? [name] : []))
        .sort(),
    }));
    expect(named.flatMap(({ names }) => names).length).toBeGreaterThan(0);
    expect(found).toEqual(named);
  });
});
