import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';
import { apiOfFile } from './api-report.mjs';

const folder = mkdtempSync(join(tmpdir(), 'bootwright-api-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function api(files: Readonly<Record<string, string>>): readonly string[] {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const file = join(folder, 'index.d.ts');
  return apiOfFile(ts.createProgram([file], { noLib: true }), file);
}

test('an export is shown with its name, its declaration and without comments, in the order of names', () => {
  const index = `
    export { size as width, Unit } from './unit.js';
    /** What it does. */
    export declare function measure(text: string, unit?: Unit): number;
    import type { Unit } from './unit.js';`;
  const unit = `
    /** A unit. */
    export type Unit = 'mm' | 'in';
    export declare const size: 3;
    export declare const hidden: 4;`;
  expect(api({ 'index.d.ts': index, 'unit.d.ts': unit })).toEqual([
    "type Unit = 'mm' | 'in';",
    'function measure(text: string, unit?: Unit): number;',
    'width = const size: 3',
  ]);
});

test.each([
  [
    'a parameter',
    'export declare function measure(text: string): number;',
    'export declare function measure(text: string, unit: string): number;',
  ],
  ['a result', 'export declare function measure(): number;', 'export declare function measure(): string;'],
  ['a member', 'export interface Unit { readonly name: string }', 'export interface Unit { name: string }'],
  ['an export', 'export declare const one: 1;', 'export declare const one: 1; export declare const two: 2;'],
])('a change of %s changes the report', (_, before, after) => {
  expect(api({ 'index.d.ts': before })).not.toEqual(api({ 'index.d.ts': after }));
});

test('a comment and the order of declarations change nothing', () => {
  const one = 'export declare const a: 1;\nexport declare const b: 2;';
  const other = '/** Two. */\nexport declare const b: 2;\nexport declare const a: 1;';
  expect(api({ 'index.d.ts': one })).toEqual(api({ 'index.d.ts': other }));
});
