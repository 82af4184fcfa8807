import { shownLine } from '@bootwright/core';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import type { CheckReport, Verdict } from '../check/verdict.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { renderJunit } from './render-junit.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** The root of a document, read by a parser that rejects whatever is not well-formed XML 1.0. */
function parsed(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return root.children[0] ?? root;
}

const fault = (message: string): Outcome => ({
  kind: 'fault',
  faults: `${JSON.stringify({ code: 'a/b', message })}\n`,
});

test('a check is a test for each case, golden and file', () => {
  const report: CheckReport = {
    verdicts: [
      { kind: 'same', name: 'disks/lvm/raw' },
      { kind: 'changed', name: 'disks/raw', before: fault('a "tick" & <tag>'), after: fault('other words') },
      { kind: 'missing', name: 'new', after: fault('none') },
      { kind: 'stale', name: 'disks/old', before: fault('none') },
    ],
    orphans: ['disks/left.json'],
  };
  const blank = { children: [], text: '' };
  const testCase = (classname: string, name: string, failure: readonly Element[] = []) => ({
    ...{ name: 'testcase', attributes: { classname, name }, children: failure, text: '' },
  });
  const failure = (type: string, message: string, text: string) => [
    { ...blank, name: 'failure', attributes: { type, message }, text },
  ];
  const counts = { name: 'golden', tests: '5', failures: '4', errors: '0' };
  const tests = [
    testCase('disks/lvm', 'raw'),
    testCase(
      'disks',
      'raw',
      failure(
        'changed',
        'fault gone: a/b: a "tick" & <tag>',
        'fault gone: a/b: a "tick" & <tag>\nfault: a/b: other words',
      ),
    ),
    testCase(
      'golden',
      'new',
      failure('missing', 'without a golden', 'there is no golden; "bootwright golden add" writes it'),
    ),
    testCase(
      'disks',
      'old',
      failure('stale', 'stale golden', 'there is no such case; "bootwright golden update" removes the golden'),
    ),
    testCase('disks', 'left.json', failure('orphan', 'left over', 'no golden refers to this file')),
  ];
  const suite = { name: 'testsuite', attributes: { ...counts, skipped: '0' }, children: tests, text: '\n'.repeat(6) };
  expect(parsed(renderJunit(report))).toEqual({
    ...{ name: 'testsuites', attributes: counts, children: [suite], text: '\n\n' },
  });
});

// Any UTF-16, so that control characters and halves of pairs are among it.
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
);
const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.record({ kind: fc.constant('same' as const), name: text }),
  fc.record({ kind: fc.constant('missing' as const), name: text, after: text.map(fault) }),
  fc.record({ kind: fc.constant('changed' as const), name: text, before: text.map(fault), after: text.map(fault) }),
);

test('whatever cases are called and say, it is well-formed, and its counts are those of its elements', () => {
  fc.assert(
    fc.property(fc.array(verdict), fc.array(text), (verdicts, orphans) => {
      const root = parsed(renderJunit({ verdicts, orphans }));
      const tests = root.children.flatMap((suite) => suite.children);
      const failed = tests.filter((one) => one.children.length > 0);
      const counts = { name: 'golden', tests: `${tests.length}`, failures: `${failed.length}`, errors: '0' };
      expect(tests).toHaveLength(verdicts.length + orphans.length);
      expect(root.attributes).toEqual(counts);
      expect(root.children.map((suite) => suite.attributes)).toEqual([{ ...counts, skipped: '0' }]);
      const names = [...verdicts.map((one) => one.name), ...orphans];
      expect(tests.map((one) => one.attributes.name)).toEqual(
        names.map((name) => shownLine(name.slice(name.lastIndexOf('/') + 1))),
      );
    }),
  );
});
