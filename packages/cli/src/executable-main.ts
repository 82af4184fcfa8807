import { createRequire } from 'node:module';
import { getAsset } from 'node:sea';
import { runInThisContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import { runProcess } from './run-process.ts';

// Where the single executable begins (tools/executable.mjs). It is also the Node that runs the scripts of its own code, which
// are started as `process.execPath -e SCRIPT ARGUMENT...`.
const [program = '', , flag, script, ...args] = process.argv;
if (isMainThread && flag === '-e' && script !== undefined) {
  process.argv = [program, ...args];
  Object.assign(globalThis, { require: createRequire(program) });
  runInThisContext(script);
} else {
  // A worker thread takes a script, which an executable is not: it has this module a second time, as text.
  await runProcess(() => new URL(`data:text/javascript,${encodeURIComponent(getAsset('main.mjs', 'utf8'))}`));
}
