import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyDiff } from './diff/apply-diff.ts';
import { diffManifests } from './diff/diff-manifests.ts';
import type { DiffReport } from './render/diff-report.ts';
import { renderHtml } from './render/render-html.ts';
import { renderJson } from './render/render-json.ts';
import { renderMarkdown } from './render/render-markdown.ts';
import { plainPalette, renderTerminal } from './render/render-terminal.ts';
import { renderUnified } from './render/render-unified.ts';

const stage = (type: string, options: unknown, more: object = {}) => ({
  type: `org.osbuild.${type}`,
  options,
  ...more,
});
const image = (...stages: readonly unknown[]) => ({
  version: '2',
  pipelines: [{ name: 'image', stages }],
  sources: {},
});
const before = image(
  stage('truncate', { filename: 'disk.raw', size: '1048576' }),
  stage('hostname', { hostname: 'one' }),
  stage('noop', {}),
);
const after = image(
  stage('truncate', { filename: 'disk.raw', size: '2097152' }),
  stage('noop', {}),
  stage('locale', { language: 'C' }),
);
const report = (left: unknown, right: unknown, name = 'a case'): DiffReport => ({
  name,
  before: left,
  after: right,
  diff: diffManifests(left, right),
});
const hostile = '</script>"\u001b[31m\u202e`@team` #1 <img src=x onerror=alert(1)> https://evil.example';

describe('on a terminal', () => {
  test('a diff is read from top to bottom', () => {
    expect(renderTerminal(diffManifests(before, after))).toBe(`image › truncate
  ~ size: 1 MiB → 2 MiB (+1 MiB; 1048576 → 2097152 bytes)

image › hostname
  - stage removed after truncate

image › locale
  + stage added after noop

1 added, 1 removed, 1 changed
`);
  });

  test('a reason is shown once, with the first change that it is given for', () => {
    const { diff } = report(before, after);
    const reasons = [{ path: ['pipelines', 0], text: 'the container grew' }];
    expect(renderTerminal(diff, { reasons }).split('\n').slice(0, 6)).toEqual([
      'image › truncate',
      '  ~ size: 1 MiB → 2 MiB (+1 MiB; 1048576 → 2097152 bytes)',
      '      because the container grew',
      '',
      'image › hostname',
      '  - stage removed after truncate',
    ]);
    expect(renderMarkdown([{ ...report(before, after), reasons }]).split('the container grew')).toHaveLength(2);
  });

  test('nothing is said to be nothing', () => {
    expect(renderTerminal(diffManifests(before, before))).toBe('no differences\n');
  });

  test('colours are those of the palette', () => {
    const palette = {
      ...plainPalette,
      added: (text: string) => `<a>${text}</a>`,
      removed: (text: string) => `<r>${text}</r>`,
    };
    const text = renderTerminal(diffManifests(before, after), { palette });
    expect(text).toContain('<a>+ stage added after noop</a>');
    expect(text).toContain('<r>- stage removed after truncate</r>');
  });

  test('what many stages have in common is reported once', () => {
    const mounted = (target: string) =>
      image(...['a', 'b', 'c'].map((type) => stage(type, {}, { mounts: [{ name: 'boot', target }] })));
    expect(renderTerminal(diffManifests(mounted('/boot'), mounted('/efi')))).toBe(`the same in 3 places
  image › a, image › b, image › c
  ~ mount boot, target: "/boot" → "/efi"

3 changed
`);
  });

  test('no line is longer than the width, whatever the manifests hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.integer({ min: 40, max: 120 }), (left, right, width) => {
        const lines = renderTerminal(diffManifests(left, right), { width }).split('\n');
        expect(lines.filter((line) => line.length > width && !line.startsWith('the same'))).toEqual([]);
      }),
    );
  });

  test('a manifest cannot colour, overwrite or turn around the text', () => {
    const text = renderTerminal(diffManifests(image(), image(stage(hostile, { [hostile]: hostile }))));
    expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
  });
});

describe('in Markdown', () => {
  test('a case is a summary line and its changes, folded up', () => {
    const text = renderMarkdown([
      { ...report(before, after), reasons: [{ path: ['pipelines', 0, 'stages', 0], text: 'the container grew' }] },
      report(before, before, 'equal'),
    ]);
    expect(text).toBe(`**<code>Manifests</code>:** 1 of 2 cases differ (1 added, 1 removed, 1 changed)

<details open><summary><b><code>a case</code></b>: 1 added, 1 removed, 1 changed</summary>


**<code>image › truncate</code>**
- 📏 <code>size: 1 MiB → 2 MiB (+1 MiB; 1048576 → 2097152 bytes)</code> — <code>the container grew</code>

**<code>image › hostname</code>**
- ➖ <code>stage removed after truncate</code>

**<code>image › locale</code>**
- ➕ <code>stage added after noop</code>

</details>
`);
  });

  test.each([
    ['nothing compared', [], 'nothing was compared'],
    ['an equal case', [report(before, before)], 'no differences in the case'],
    ['equal cases', [report(before, before), report(after, after)], 'no differences in all 2 cases'],
  ])('%s', (_name, reports, summary) => {
    expect(renderMarkdown(reports)).toBe(`**<code>Manifests</code>:** ${summary}\n`);
  });

  test.each([2_000, 10_000, 65_536])('stays within %d characters', (limit) => {
    const long = image(
      ...Array.from({ length: 400 }, (_, index) => stage('mkdir', { paths: [{ path: `/srv/${index}` }] })),
    );
    const one = report(before, long);
    const reports = Array.from({ length: 300 }, (_, index) => ({ ...one, name: `case ${index}` }));
    const text = renderMarkdown(reports, { limit });
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(text).toMatch(/more cases differ; there is no room for more here/);
    expect(text.split('<details').length).toBe(text.split('</details>').length);
  });

  test('text of a manifest is neither markup nor a mention nor a link', () => {
    const text = renderMarkdown([report(image(), image(stage(hostile, { [hostile]: hostile })), hostile)]);
    const own = /<\/?(?:details(?: open)?|summary|b|code)>|\*\*/g;
    expect(text.replace(own, '').replace(':** ', '')).not.toMatch(/[<>@`*#](?!\d+;)|https:|\p{Cf}/u);
  });
});

describe('as JSON', () => {
  test('fields stand as documented', () => {
    const option = { type: 'org.osbuild.noop', options: { flag: true } };
    expect(JSON.parse(renderJson(diffManifests(image(stage('noop', {})), image(option))))).toEqual({
      version: 1,
      equal: false,
      count: 1,
      groups: [
        {
          before: { pipeline: 'image', stage: { type: 'org.osbuild.noop', index: 0 } },
          after: { pipeline: 'image', stage: { type: 'org.osbuild.noop', index: 0 } },
          changes: [
            {
              description: 'image › noop: flag added: true',
              kind: 'added',
              class: 'option',
              after: {
                path: ['pipelines', 0, 'stages', 0, 'options', 'flag'],
                landmarks: [
                  { what: 'pipeline', name: 'image', index: 0, depth: 2 },
                  { what: 'stage', name: 'org.osbuild.noop', index: 0, depth: 4 },
                ],
                position: 0,
                value: true,
              },
            },
          ],
        },
      ],
    });
  });

  test('a parsed one can be applied', () => {
    expect(applyDiff(before, JSON.parse(renderJson(diffManifests(before, after))))).toEqual(after);
  });
});

describe('as a unified diff', () => {
  test('lines are those of the canonical text', () => {
    expect(
      renderUnified({ a: 1, b: [] }, { a: 2, b: [] }, { titles: { before: 'old.json', after: 'new.json' } }),
    ).toBe(`--- old.json
+++ new.json
@@ -1,4 +1,4 @@
 {
-  "a": 1,
+  "a": 2,
   "b": []
 }
`);
  });

  test('equal documents give nothing', () => {
    expect(renderUnified(before, before)).toBe('');
  });
});

test('a page folds unchanged stages in a row, and shows the others', () => {
  const types = (...all: string[]) => ({
    pipelines: [{ name: 'os', stages: all.map((type) => ({ type: `org.osbuild.${type}` })) }],
  });
  const [before, after] = [types('a', 'b', 'c', 'd', 'z'), types('a', 'b', 'c', 'd', 'new', 'z')];
  const page = renderHtml([{ name: 'x', before, after, diff: diffManifests(before, after) }]);
  expect(page.match(/<summary>\d+ unchanged stages<\/summary>/g)).toEqual(['<summary>4 unchanged stages</summary>']);
  expect(page.indexOf('unchanged stages')).toBeLessThan(page.indexOf('> new<'));
});
