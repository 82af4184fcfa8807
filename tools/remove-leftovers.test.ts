import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

test('what was compiled of a removed source is removed, and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-leftovers-'));
  const compiled = (name: string) => ['.js', '.js.map', '.d.ts', '.d.ts.map'].map((end) => `dist/${name}${end}`);
  const kept = ['src/index.ts', 'src/disk/table.ts', 'dist/bundle.mjs', 'dist/lib.tsbuildinfo'];
  const current = [...kept, ...compiled('index'), ...compiled('disk/table')];
  try {
    for (const file of [...current, ...compiled('old'), ...compiled('disk/old')]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
    execFileSync(process.execPath, [join(import.meta.dirname, 'remove-leftovers.mjs')], { cwd: folder });
    const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(found.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort()).toEqual(
      current.sort(),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
