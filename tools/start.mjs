// `npm start` shows what Bootwright does with two sample containers; `npm start -- ARGS` is `bootwright ARGS`.
import { spawnSync } from 'node:child_process';
import { bundle, bundlePath, isStale } from './bundle.mjs';
import { demonstrate } from './demonstrate.mjs';

if (isStale()) await bundle();

const args = process.argv.slice(2);
if (args.length === 0) {
  process.exitCode = demonstrate(bundlePath);
} else {
  // npm runs scripts in the root of the workspace; paths that a person gives are relative to where that person is.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const { status, signal } = spawnSync(process.execPath, [bundlePath, ...args], { cwd, stdio: 'inherit' });
  process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1);
}
