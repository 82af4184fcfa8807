// Checks every package as it would be published: its files, its exports, and the types that importers see.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

let failed = 0;

/** Runs a tool of node_modules; shows what it said only when it found something. */
function check(folder, name, args) {
  const { status, stdout, stderr, error } = spawnSync(join('node_modules', '.bin', name), args, { encoding: 'utf8' });
  if (status === 0) return;
  failed++;
  console.error(`${folder}: ${name} ${args.join(' ')}\n${error?.message ?? `${stdout}${stderr}`}`);
}

for (const name of readdirSync('packages')) {
  const folder = join('packages', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (manifest.private === true) continue;
  check(folder, 'publint', ['run', folder, '--strict']);
  // A command without exports has no types to look at.
  if (manifest.exports !== undefined) check(folder, 'attw', ['--pack', folder, '--profile', 'esm-only', '--no-color']);
}

console.log(failed === 0 ? 'every package can be published' : `${failed} checks of packages failed`);
process.exitCode = failed === 0 ? 0 : 1;
