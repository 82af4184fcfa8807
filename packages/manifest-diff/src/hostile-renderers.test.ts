import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffManifests } from './diff/diff-manifests.ts';
import type { DiffReport } from './render/diff-report.ts';
import { renderHtml } from './render/render-html.ts';
import { renderMarkdown } from './render/render-markdown.ts';
import { renderTerminal } from './render/render-terminal.ts';
import { renderUnified } from './render/render-unified.ts';

const pieces = fc.constantFrom(
  ...['\n', '\r', '\u0085', '\u2028', '\u001b[2J', '\u009b', '\u202e', '\u200b', '\ud800', '\u{e0041}', '\0'],
  ...['::error::', '##[error]', '<b>', '`', '@team', '```', '"', '\\', ' ', 'a', '漢'],
);
const text = fc.oneof(
  fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const value = fc.oneof(text, fc.integer(), fc.array(text, { maxLength: 3 }), fc.dictionary(text, text, { maxKeys: 3 }));
const stage = fc.record({ type: text, options: fc.dictionary(text, value, { maxKeys: 4 }) });
const pipeline = fc.record({ name: text, stages: fc.array(stage, { maxLength: 3 }) });
const manifest = fc.record({ version: text, pipelines: fc.array(pipeline, { maxLength: 3 }), sources: value });

const renderers: readonly (readonly [string, (report: DiffReport) => string])[] = [
  ['a terminal', ({ diff, reasons = [] }) => renderTerminal(diff, { reasons, width: 60 })],
  ['Markdown', (report) => renderMarkdown([report])],
  ['HTML', (report) => renderHtml([report, report])],
  [
    'a unified diff',
    ({ before, after, titles }) => renderUnified(before, after, titles === undefined ? {} : { titles }),
  ],
];

test.each(renderers)('whatever manifests hold, in %s nothing is unsafe, and the text is bounded', (_name, render) => {
  fc.assert(
    fc.property(manifest, manifest, text, (before, after, name) => {
      const reasons = [{ path: ['pipelines'], text: name }];
      const titles = { before: name, after: name };
      const report = { name, before, after, titles, reasons, diff: diffManifests(before, after) };
      const written = render(report);
      expect(written).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(written).not.toMatch(/^\s*::|##\[/m);
      // An escape has six times the length of its character, and a page shows a value up to four times.
      const given = JSON.stringify([before, after, name]).length;
      expect(written.length).toBeLessThan(40_000 + 100 * given);
    }),
    // A page takes milliseconds.
    { numRuns: Math.min(3000, Number(process.env.FUZZ_RUNS ?? 200)) },
  );
});
