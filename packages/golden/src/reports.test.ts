import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckReport, isClean, mergeReports } from './check/verdict.ts';
import type { Outcome } from './outcome/outcome.ts';
import { encodeReport, parseReport } from './report/encode-report.ts';
import { renderGithub } from './report/render-github.ts';
import { renderMarkdownReport } from './report/render-markdown-report.ts';
import { renderTextReport } from './report/render-text.ts';

const manifest = (words: readonly string[], notices = ''): Outcome => ({
  kind: 'manifest',
  notices,
  manifest: JSON.stringify({
    version: '2',
    pipelines: [
      {
        name: 'image',
        stages: [{ type: 'org.osbuild.bootc.install-to-filesystem', options: { 'kernel-args': words } }],
      },
    ],
    sources: {},
  }),
});
const problem = (message: string) => `${JSON.stringify({ code: 'boot/bootloader', message, hint: 'use grub' })}\n`;
const fault = (message: string): Outcome => ({ kind: 'fault', faults: problem(message) });

const report: CheckReport = {
  verdicts: [
    { kind: 'same', name: 'disks/same' },
    { kind: 'changed', name: 'disks/lvm/raw', before: manifest(['rw']), after: manifest(['rw', 'quiet']) },
    {
      kind: 'changed',
      name: 'disks/lvm/ami',
      before: manifest(['rw']),
      after: manifest(['rw', 'quiet'], problem('a `tick` & <tag>')),
    },
    { kind: 'changed', name: 'disks/zfs/raw', before: manifest(['rw']), after: fault('no such thing') },
    { kind: 'changed', name: 'disks/zfs/ami', before: fault('no such thing'), after: fault('nothing like it') },
    {
      kind: 'changed',
      name: 'disks/odd/raw',
      before: { kind: 'manifest', manifest: '{ }', notices: '' },
      after: { kind: 'manifest', manifest: '{}', notices: '' },
    },
    { kind: 'missing', name: 'disks/new/raw', after: manifest(['rw']) },
    { kind: 'missing', name: 'disks/new/ami', after: fault('no such thing') },
    { kind: 'stale', name: 'disks/old/raw', before: manifest(['rw']) },
  ],
  orphans: ['disks/left.json'],
};

test('text: equal changes once, the most frequent first, then what is missing, stale and left over', () => {
  expect(renderTextReport(report)).toBe(`2 of 8 cases changed
  disks/lvm/{raw,ami}
  - image › bootc.install-to-filesystem: kernel argument quiet added

1 of 8 cases changed
  disks/lvm/ami
  - notice: boot/bootloader: a \`tick\` & <tag> (use grub)

1 of 8 cases changed
  disks/zfs/raw
  - outcome: "manifest" → "fault"
  - fault: boot/bootloader: no such thing (use grub)

1 of 8 cases changed
  disks/zfs/ami
  - fault gone: boot/bootloader: no such thing (use grub)
  - fault: boot/bootloader: nothing like it (use grub)

1 of 8 cases changed
  disks/odd/raw
  - the text differs, and not what it says: white space or escapes

2 of 8 cases without a golden
  disks/new/{raw,ami}
  - there is no golden
  - 1 manifest would be written
  - 1 case would get a golden with a fault: boot/bootloader: no such thing (use grub)

1 golden stale
  disks/old/raw
  - there is no such case

1 file left over
  disks/left.json
  - no golden refers to it

8 cases: 1 as their goldens say, 5 changed, 2 without a golden; 1 stale golden; 1 file that no golden refers to
`);
});

describe('Markdown', () => {
  test('keeps text of manifests in code blocks that it cannot leave', () => {
    const text = renderMarkdownReport(report);
    expect(text).toContain('<b>2 of 8 cases</b>: a change');
    expect(text).toContain('```text\nnotice: boot/bootloader: a `tick` & <tag> (use grub)\n```');
    expect(
      renderMarkdownReport({
        verdicts: [{ kind: 'changed', name: 'a', before: fault('x'), after: fault('```\n# y') }],
        orphans: [],
      }),
    ).toContain('````text');
  });

  test('counts what there is no room for', () => {
    const text = renderMarkdownReport(report, 700);
    expect(text.length).toBeLessThan(700);
    expect(text).toMatch(/\d more groups of changes; there is no room for them here/);
  });
});

test('GitHub: one annotation for each group, at a golden, and the counts', () => {
  const lines = renderGithub(report, 'test-data/golden').trimEnd().split('\n');
  expect(lines).toHaveLength(9);
  expect(lines[0]).toBe(
    '::error file=test-data/golden/disks/lvm/raw.json,title=Manifests changed%3A 2 of 8 cases::image › bootc.install-to-filesystem: kernel argument quiet added%0Adisks/lvm/{raw,ami}',
  );
});

describe('JSON', () => {
  test('reads as what was written', () => {
    expect(parseReport(encodeReport(report), {})).toEqual(report);
  });

  test('of whatever shards is the report of the whole', () => {
    const split = fc.array(fc.nat(2), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(split, (parts) => {
        const shards = [0, 1, 2].map((part) => ({
          verdicts: report.verdicts.filter((_, index) => parts[index] === part),
          orphans: part === 0 ? report.orphans : [],
        }));
        const merged = mergeReports(shards.map((shard) => parseReport(encodeReport(shard), {})));
        const byName = (all: CheckReport) => [...all.verdicts].sort((a, b) => a.name.localeCompare(b.name));
        expect(byName(merged)).toEqual(byName(report));
        expect(merged.orphans).toEqual(report.orphans);
      }),
    );
  });

  test.each([
    ['text', 'x'],
    ['another version', '{"version": 2}'],
    [
      'a verdict without its outcome',
      '{"version":1,"texts":[],"orphans":[],"verdicts":[{"name":"a","kind":"changed"}]}',
    ],
  ])('that is %s is a fault', (_name, text) => {
    expect(() => parseReport(text, {})).toThrow('the report cannot be read');
  });
});

test('a report is clean where every case is as its golden says, and nothing is left over', () => {
  expect(isClean({ verdicts: [{ kind: 'same', name: 'a' }], orphans: [] })).toBe(true);
  expect(isClean({ verdicts: [{ kind: 'same', name: 'a' }], orphans: ['b.json'] })).toBe(false);
  expect(isClean(report)).toBe(false);
});
