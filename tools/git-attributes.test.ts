import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { needs, program } from './probes.mjs';
import { workspaceRoot } from './reference.ts';

const git = needs(program('git'));

test.skipIf(git.missing)(`files have the same bytes where git is set to end lines as Windows does${git.note}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-attributes-'));
  const run = (...args: readonly string[]) => {
    const clean = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    execFileSync('git', ['-c', 'core.autocrlf=true', ...args], { cwd: folder, env: clean, stdio: 'pipe' });
  };
  try {
    copyFileSync(join(workspaceRoot, '.gitattributes'), join(folder, '.gitattributes'));
    writeFileSync(join(folder, 'sums'), 'one\ntwo\n');
    writeFileSync(join(folder, 'dos.toml'), 'a = 1\r\n');
    run('init', '--quiet');
    run('add', '.');
    run('-c', 'user.name=n', '-c', 'user.email=e', 'commit', '--quiet', '--message', 'm');
    for (const name of ['sums', 'dos.toml']) rmSync(join(folder, name));
    run('checkout', '--quiet', '.');
    const found = ['sums', 'dos.toml'].map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(found).toEqual(['one\ntwo\n', 'a = 1\r\n']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
