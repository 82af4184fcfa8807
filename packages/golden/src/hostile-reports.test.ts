import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckReport, Verdict } from './check/verdict.ts';
import type { Outcome } from './outcome/outcome.ts';
import { encodeReport, parseReport } from './report/encode-report.ts';
import { renderGithub } from './report/render-github.ts';
import { renderHtmlReport } from './report/render-html-report.ts';
import { renderJunit } from './report/render-junit.ts';
import { renderMarkdownReport } from './report/render-markdown-report.ts';
import { renderTextReport } from './report/render-text.ts';

const pieces = fc.constantFrom(
  ...['\n', '\r', '\u0085', '\u2028', '\u001b[2J', '\u009b', '\u202e', '\u200b', '\ud800', '\u{e0041}', '\0'],
  ...['::error::', '##[error]', '<b>', '```', '%0A', ',', '/', '{', '"', ' ', 'a', '漢'],
);
const text = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''));
const problems = fc
  .array(
    fc.record({ code: text, message: text, hint: text, at: fc.record({ path: fc.array(text, { maxLength: 2 }) }) }),
    {
      maxLength: 3,
    },
  )
  .map((list) => list.map((one) => `${JSON.stringify(one)}\n`).join(''));
const manifest = fc.record({ version: text, pipelines: fc.array(fc.record({ name: text }), { maxLength: 2 }) });
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constant('fault' as const), faults: problems }),
  fc.record({
    kind: fc.constant('manifest' as const),
    manifest: manifest.map((one) => JSON.stringify(one)),
    notices: problems,
  }),
);
const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.record({ kind: fc.constant('same' as const), name: text }),
  fc.record({ kind: fc.constant('missing' as const), name: text, after: outcome }),
  fc.record({ kind: fc.constant('stale' as const), name: text, before: outcome }),
  fc.record({ kind: fc.constant('changed' as const), name: text, before: outcome, after: outcome }),
);

const reporters: readonly (readonly [string, (report: CheckReport) => string])[] = [
  ['text', (report) => renderTextReport(report)],
  ['Markdown', (report) => renderMarkdownReport(report)],
  ['JUnit', renderJunit],
  ['HTML', renderHtmlReport],
  // Its own commands are recognized by the start of a line.
  ['annotations', (report) => renderGithub(report, 'goldens').replaceAll(/^::(?:error|notice) (?=file=|title=)/gm, '')],
];

test.each(reporters)('whatever a report says, as %s nothing in it is unsafe or a command', (_name, render) => {
  fc.assert(
    fc.property(fc.array(verdict, { maxLength: 4 }), fc.array(text, { maxLength: 2 }), (verdicts, orphans) => {
      const report = parseReport(encodeReport({ verdicts, orphans }), {});
      const written = render(report);
      expect(written).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(written).not.toMatch(/^\s*::|##\[/m);
      const given = JSON.stringify([verdicts, orphans]).length;
      expect(written.length).toBeLessThan(40_000 + 100 * given);
    }),
    // A page takes milliseconds.
    { numRuns: Math.min(3000, Number(process.env.FUZZ_RUNS ?? 200)) },
  );
});
