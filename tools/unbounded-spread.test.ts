import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));
const plugin = fileURLToPath(new URL('unbounded-spread.grit', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'bootwright-lint-'));
afterAll(() => rmSync(home, { recursive: true }));

/** The status of the linter, with this rule alone, for an expression. */
function lint(expression: string): number | null {
  writeFileSync(
    join(home, 'biome.json'),
    JSON.stringify({ plugins: [plugin], linter: { rules: { recommended: false } } }),
  );
  writeFileSync(join(home, 'x.ts'), `export const f = (list: number[], other: number[]) => ${expression};\n`);
  return spawnSync(process.execPath, [program, 'lint', 'x.ts'], { cwd: home }).status;
}

test.each([
  'list.push(...other)',
  'list.push(1, ...other)',
  'list.unshift(...other)',
  'list.splice(0, 1, ...other)',
  'Math.max(...list)',
  'Math.min(0, ...list)',
  'String.fromCharCode(...list)',
  'String.fromCodePoint(...list)',
])('%s is an error of the linter', (expression) => {
  expect(lint(expression)).toBe(1);
});

test.each(['list.push(1)', 'list.push({ ...{ x: 1 } }.x)', 'Math.max(1, 2)', '[...list, ...other]'])(
  '%s is allowed',
  (expression) => {
    expect(lint(expression)).toBe(0);
  },
);
