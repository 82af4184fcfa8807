import { describe, expect, test } from 'vitest';
import type { FleetDiff } from './groups/fleet-diff.ts';
import { renderFleetHtml } from './render/render-html.ts';
import { renderFleetJson } from './render/render-json.ts';
import { renderFleetMarkdown } from './render/render-markdown.ts';
import { renderFleetTerminal } from './render/render-terminal.ts';

const diff = (changes: Partial<FleetDiff> = {}): FleetDiff => ({
  names: ['a', 'b', 'c'],
  changed: 2,
  added: ['new'],
  removed: [],
  renamed: [{ before: 'x', after: 'y' }],
  groups: [
    {
      title: 'os: stage users added — ami',
      members: 'ami',
      changes: [
        { text: 'os: stage users added', class: 'stage', kind: 'added', manifests: [0, 1] },
        { text: 'package sudo removed', class: 'package', kind: 'removed', manifests: [1] },
      ],
      manifests: [0, 1],
    },
  ],
  ...changes,
});

test('the JSON has pairs, and groups with the names of their manifests', () => {
  expect(JSON.parse(renderFleetJson(diff()))).toEqual({
    manifests: { paired: 3, changed: 2, added: ['new'], removed: [], renamed: [{ before: 'x', after: 'y' }] },
    groups: [
      {
        title: 'os: stage users added — ami',
        members: 'ami',
        changes: [
          { description: 'os: stage users added', class: 'stage', kind: 'added', count: 2 },
          { description: 'package sudo removed', class: 'package', kind: 'removed', count: 1, manifests: ['b'] },
        ],
        manifests: ['a', 'b'],
      },
    ],
  });
});

test('a terminal shows groups with their changes, and counts', () => {
  expect(renderFleetTerminal(diff())).toBe(
    `2 manifests: os: stage users added — ami
  + os: stage users added
  - package sudo removed (1)

1 manifest added
  new

1 manifest renamed
  x → y

3 manifests in both: 2 changed, 1 added, 1 renamed
`,
  );
});

test('equal sets have no differences', () => {
  const equal = diff({ changed: 0, added: [], renamed: [], groups: [] });
  expect(renderFleetTerminal(equal)).toBe('3 manifests in both: no differences\n');
  expect(renderFleetMarkdown(equal)).toBe('**<code>Manifests</code>:** 3 manifests in both: no differences\n');
});

describe('Markdown', () => {
  const many = diff({
    groups: Array.from({ length: 2_000 }, (_, index) => ({
      title: `group ${index} ${'x'.repeat(200)}`,
      members: '',
      changes: [{ text: `change ${index}`, class: 'option' as const, kind: 'changed' as const, manifests: [0] }],
      manifests: [0],
    })),
  });

  test('fits a comment, counts what is left out, and names where all of it is', () => {
    const text = renderFleetMarkdown(many, { link: 'https://example.com/run/1' });
    expect(text.length).toBeLessThanOrEqual(65_536);
    const shown = text.match(/<details>/g)?.length ?? 0;
    expect(text).toContain(
      `*${2_000 - shown} smaller groups left out for want of room; the whole diff: https://example.com/run/1.*`,
    );
    expect(text).toContain('**Added:** <code>new</code>');
  });

  test.each(['http://example.com', 'https://x/)[y](javascript:1', 'https://x/\n# heading'])(
    'takes %j for no link',
    (link) => {
      expect(renderFleetMarkdown(diff(), { link })).toBe(renderFleetMarkdown(diff()));
    },
  );
});

describe('hostile names and texts', () => {
  const hostile = '</script><script>alert(1)</script>\u202e@everyone #1 `x` \u001b[31m\n::error::y';
  const attack = diff({
    names: [hostile, 'b', 'c'],
    added: [hostile],
    groups: [
      {
        title: hostile,
        members: '',
        changes: [{ text: hostile, class: 'option', kind: 'changed', manifests: [0] }],
        manifests: [0, 1],
      },
    ],
  });

  test('run nothing in a page', () => {
    const page = renderFleetHtml(attack);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toContain('alert(1)</script>');
    expect(page).not.toContain('\u202e');
  });

  test('are text on a terminal and in Markdown', () => {
    for (const text of [renderFleetTerminal(attack), renderFleetMarkdown(attack)]) {
      expect([...text].filter((letter) => letter === '\u202e' || (letter < ' ' && letter !== '\n'))).toEqual([]);
      expect(text).not.toMatch(/^::/m);
    }
    expect(renderFleetMarkdown(attack)).not.toMatch(/@everyone|<script/);
  });
});

test('a page lists its groups without script, with data for the filters', () => {
  const page = renderFleetHtml(diff());
  expect(page).toContain('<h2>os: stage users added — ami</h2> <span class="count">2 manifests, 2 changes</span>');
  expect(page).toContain('{"names":["a","b","c"],"groups":[{"m":[0,2],"c":[0,[1,1]]}]}');
});
