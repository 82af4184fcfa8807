import { Fault } from '@bootwright/core';
import { expect, test } from 'vitest';
import { encodeReport, parseReport } from './encode-report.ts';

const report: object = JSON.parse(encodeReport({ verdicts: [], orphans: [] }));
const text = (more: object) => JSON.stringify({ ...report, ...more });

test.each([
  ['report/unreadable', '{'],
  ['report/unreadable', text({ version: 0 })],
  ['report/missing', text({ verdicts: [{ kind: 'same' }] })],
  ['report/type', text({ orphans: 'a' })],
  ['report/unknown-key', text({ surprise: 1 })],
])('rejects with %s the report %s', (code, json) => {
  const codes = (): readonly string[] => {
    try {
      parseReport(json, {});
      return [];
    } catch (error) {
      return error instanceof Fault ? error.all().map((fault) => fault.code) : ['no fault'];
    }
  };
  expect(codes()).toContain(code);
});
