import { describe, expect, test } from 'vitest';
import { applyDiff } from './diff/apply-diff.ts';
import { changesOf } from './diff/change.ts';
import { diffManifests } from './diff/diff-manifests.ts';
import { renderHtml } from './render/render-html.ts';
import { renderJson } from './render/render-json.ts';
import { renderMarkdown } from './render/render-markdown.ts';
import { renderTerminal } from './render/render-terminal.ts';
import { renderUnified } from './render/render-unified.ts';

const count = (length: number): number[] => Array.from({ length }, (_, index) => index);
const image = (options: unknown) => ({
  version: '2',
  pipelines: [{ name: 'image', stages: [{ type: 'org.osbuild.bootc.install-to-filesystem', options }] }],
  sources: {},
});
const args = count(116_000).map((index) => `a${index}`);
const chain = (levels: number): unknown => (levels === 0 ? [] : [chain(levels - 1)]);
const longKey = 'k'.repeat(500_000);

/** A mebibyte each, or near. */
const hostile: readonly (readonly [string, unknown, unknown])[] = [
  ['kernel arguments in reverse', image({ 'kernel-args': args }), image({ 'kernel-args': args.toReversed() })],
  ['numbers', count(524_288).fill(1), count(524_288).fill(2)],
  ['empty lists', count(300_000).map(() => []), count(300_000).map(() => ({}))],
  ['chains of lists', count(8_600).map(() => chain(59)), count(8_600).map(() => [chain(58), 1])],
  ['a long key above many values', { [longKey]: count(9_000) }, { [longKey]: count(9_000).map((index) => index + 1) }],
  [
    'stages of other types',
    { pipelines: [{ stages: count(60_000).map((index) => ({ type: `a${index}` })) }] },
    { pipelines: [{ stages: count(60_000).map((index) => ({ type: `b${index}` })) }] },
  ],
  ['partitions', image({ partitions: count(70_000) }), image({ partitions: count(70_000).toReversed() })],
];

describe.each(hostile)('two documents of %s', (_name, before, after) => {
  const diff = diffManifests(before, after);
  const report = { name: 'hostile', before, after, diff };

  test('have few enough changes, which give the second of the first', () => {
    expect(changesOf(diff).length).toBeLessThan(10_000);
    expect(diffManifests(applyDiff(before, diff), after)).toEqual({ groups: [] });
  });

  test.each([
    ['text', () => renderTerminal(diff), 2],
    ['Markdown', () => renderMarkdown([report]), 1],
    ['JSON', () => renderJson(diff), 20],
    ['a unified diff', () => renderUnified(before, after), 20],
    ['HTML', () => renderHtml([report]), 20],
  ])('are shown as %s of a bounded length', (_form, render, mebibytes) => {
    expect(render().length).toBeLessThan(mebibytes * 1024 * 1024);
  });
});

describe('what is not listed is said', () => {
  const [, before, after] = hostile[0] ?? [];
  const diff = diffManifests(before, after);

  test('of a list with too many items', () => {
    expect(renderTerminal(diff)).toBe(`image › bootc.install-to-filesystem
  ~ kernel-args: 116000 items → 116000 items, too many to be compared one by one

1 changed
`);
  });

  test('to programs', () => {
    expect(changesOf(diff)).toMatchObject([{ kind: 'changed', coarse: true }]);
  });

  test('in a unified diff', () => {
    expect(renderUnified(before, after)).toBe(
      '--- before\n+++ after\n# not shown: more than 100000 lines or 16777216 characters\n',
    );
  });

  test('on a page', () => {
    const [, left, right] = hostile.find(([name]) => name.startsWith('stages')) ?? [];
    const page = renderHtml([{ name: 'a', before: left, after: right, diff: diffManifests(left, right) }]);
    expect(page).toContain('<p>110002 more pipelines and stages are not shown.</p>');
    expect(renderHtml([{ name: 'a', before, after, diff }])).toContain('The JSON of this stage is too long');
  });
});

test('a manifest of thousands of packages is compared item by item', () => {
  const manifest = (version: number) => ({
    pipelines: [
      {
        name: 'os',
        stages: [
          { type: 'org.osbuild.rpm', inputs: { packages: { references: count(5_000).map((id) => `p-${id}`) } } },
        ],
      },
    ],
    sources: {
      'org.osbuild.curl': {
        items: Object.fromEntries(
          count(5_000).map((id) => [`sha256:${id}`, { url: `https://a/${id}-${id % 9 === 0 ? version : 1}` }]),
        ),
      },
    },
  });
  const changes = changesOf(diffManifests(manifest(1), manifest(2)));
  expect(changes.filter((change) => 'coarse' in change)).toEqual([]);
  expect(changes).toHaveLength(556);
});
