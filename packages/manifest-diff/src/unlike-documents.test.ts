import { encodeJson } from '@bootwright/osbuild';
import { applyPatch } from 'diff';
import { describe, expect, test } from 'vitest';
import { applyDiff } from './diff/apply-diff.ts';
import { diffManifests } from './diff/diff-manifests.ts';
import { renderHtml } from './render/render-html.ts';
import { renderJson } from './render/render-json.ts';
import { renderMarkdown } from './render/render-markdown.ts';
import { renderTerminal } from './render/render-terminal.ts';
import { renderUnified } from './render/render-unified.ts';

function deep(levels: number, leaf: unknown): unknown {
  let value = leaf;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { key: value };
  return value;
}

const manifest = (options: unknown) => ({
  version: '2',
  pipelines: [{ name: 'image', stages: [{ type: 'org.osbuild.mkdir', options }] }],
});
const long = (factor: number): readonly string[] =>
  Array.from({ length: 30_000 }, (_, index) => `${(index * factor) % 29_989}`);

/** Documents that nobody would write, but that a file may hold. */
const unlike: readonly (readonly [string, unknown, unknown])[] = [
  ['nested a hundred thousand levels', deep(100_000, 1), deep(100_000, 2)],
  ['stages nested deeper than any stack', manifest(deep(20_000, 'a')), manifest(deep(30_000, 'b'))],
  ['a manifest and a number', manifest({}), 7],
  ['nothing and a list', null, []],
  ['pipelines of the wrong kind', { pipelines: [1, null, 'x'] }, { pipelines: { a: [[]] } }],
  ['lists of thirty thousand items without an order in common', long(7), long(11)],
];

describe.each(unlike)('%s', (_name, before, after) => {
  const diff = diffManifests(before, after);
  const report = { name: 'unlike', before, after, diff };

  test.each([
    ['text', () => renderTerminal(diff)],
    ['Markdown', () => renderMarkdown([report])],
    ['HTML', () => renderHtml([report])],
  ])('are shown as %s', (_form, render) => {
    expect(render()).not.toBe('');
  });

  test('have a unified diff that patch takes', () => {
    expect(applyPatch(encodeJson(before), renderUnified(before, after))).toBe(encodeJson(after));
  });

  test('are shown as JSON, which is the diff', () => {
    const read = JSON.parse(renderJson(diff));
    expect(diffManifests(applyDiff(before, read), after).groups).toEqual([]);
  });
});
