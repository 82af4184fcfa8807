#!/usr/bin/env node
// A stand-in for osbuild in tests: takes its arguments, speaks its wire format (JSON text sequences with contexts and
// progress, results as JSON), and does what the options of each stage say:
//   said          text that the stage writes
//   milliseconds  how long it takes
//   fail, crash   how it fails: by itself with this text, or osbuild does so on its behalf
//   mounts        true: a tmpfs and a loop device are mounted while it runs, and a process is started that ends with
//                 nobody; false: only says so, on standard error
//   file, size    what it writes into the tree; stages that make a disk write the file that they name
// STAND_IN_FAILS_AT in the environment names a type of stage that fails.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const text = { type: 'string' };
const many = { type: 'string', multiple: true };
const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cache: text,
    'cache-max-size': text,
    checkpoint: many,
    export: many,
    'in-vm': many,
    inspect: { type: 'boolean' },
    json: { type: 'boolean' },
    libdir: text,
    monitor: text,
    'monitor-fd': text,
    'output-directory': text,
    rundir: text,
    version: { type: 'boolean' },
  },
});

if (given.version === true) {
  console.log('osbuild 191');
  process.exit(0);
}

const [file] = positionals;
const manifest = JSON.parse(readFileSync(file, 'utf8'));
const end = (code, result) => {
  console.log(typeof result === 'string' ? result : JSON.stringify(result));
  process.exit(code);
};

const unknown = manifest.pipelines.flatMap(({ stages }, pipeline) =>
  stages.flatMap(({ type }, stage) =>
    type === 'org.osbuild.nosuch'
      ? [
          {
            message: `could not find schema information for '${type}'`,
            path: ['pipelines', pipeline, 'stages', stage],
          },
        ]
      : [],
  ),
);
if (unknown.length > 0) {
  const title = 'JSON Schema validation failed';
  end(2, { type: 'https://osbuild.org/validation-error', title, success: false, errors: unknown });
}
if (given.inspect === true) end(0, manifest);
const names = manifest.pipelines.map(({ name }) => name);
for (const name of given.export ?? []) {
  if (!names.includes(name))
    end(1, `Export ${name} not found in [${names.map((one) => `'${one}'`).join(', ')}]\nFailed`);
}

const cleanups = [];
const cleanUp = () => {
  for (const one of cleanups.splice(0).reverse()) one();
};
process.on('SIGINT', () => {
  cleanUp();
  end(130, '\nAborted');
});

const idOf = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const known = new Set();
const progress = { name: 'pipelines/sources', total: manifest.pipelines.length, done: 0 };
const where = { origin: 'org.osbuild', pipeline: { stage: {} } };
const tell = (record, origin) => {
  const context = { ...where, origin };
  const id = idOf(context);
  const named = known.has(id) ? { id } : { ...context, id };
  known.add(id);
  const entry = { ...record, context: named, progress, timestamp: Date.now() / 1000 };
  // Each piece of a record is a write of its own, as osbuild's are.
  for (const piece of ['\u001e', JSON.stringify(entry), '\n']) writeSync(Number(given['monitor-fd']), piece);
};

async function runStage({ type, options = {} }, tree) {
  if (options.said !== undefined) tell({ message: options.said }, `stages/${type}`);
  if (options.mounts === true) mountThings();
  if (options.mounts !== undefined) console.error('stand-in: mounted');
  if (options.milliseconds !== undefined) await setTimeout(options.milliseconds);
  const file = options.file ?? (/\.(?:truncate|qemu|tar|xz|xorrisofs)$/.test(type) ? options.filename : undefined);
  if (file !== undefined) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${type}\n`);
    if (options.size !== undefined) truncateSync(join(tree, file), Number(options.size));
  }
  if (options.crash !== undefined) {
    process.stderr.write(`Traceback (most recent call last):\n  File "x", line 1, in <module>\n${options.crash}\n`);
    cleanUp();
    process.exit(1);
  }
  const why = type === process.env.STAND_IN_FAILS_AT ? 'asked to fail\n' : options.fail;
  if (why !== undefined) tell({ message: why }, `stages/${type}`);
  return why === undefined;
}

function mountThings() {
  const child = spawn('sleep', ['300'], { stdio: 'ignore', detached: true });
  cleanups.push(() => child.kill());
  const devices = mkdtempSync(join(given.rundir, 'osbuild-dev-'));
  execFileSync('mount', ['-t', 'tmpfs', 'none', devices]);
  cleanups.push(() => execFileSync('umount', [devices]));
  const tree = mkdtempSync(join(given.cache, 'tmp/buildroot-tmp-'));
  const disk = join(tree, 'disk.raw');
  writeFileSync(disk, '');
  truncateSync(disk, 4 * 1024 * 1024);
  execFileSync('mke2fs', ['-q', '-F', disk]);
  const point = join(tree, 'mounts');
  mkdirSync(point);
  execFileSync('mount', ['-o', 'loop', disk, point]);
  cleanups.push(() => {
    execFileSync('umount', [point]);
    rmSync(tree, { recursive: true });
  });
}

mkdirSync(given.rundir, { recursive: true });
for (const name of ['stage', 'tmp']) mkdirSync(join(given.cache, name), { recursive: true });
tell({ message: `starting ${file}` }, 'osbuild.main_cli');
const trees = new Map();
let failed;
for (const { name, stages } of manifest.pipelines) {
  if (failed !== undefined) break;
  const tree = mkdtempSync(join(given.cache, 'stage/uuid-'));
  trees.set(name, tree);
  where.pipeline = { name, id: idOf(stages), stage: {} };
  progress.progress = { name: `pipeline: ${name}`, total: stages.length, done: 0 };
  tell({ message: `Starting pipeline ${name}` }, 'osbuild.monitor');
  for (const stage of stages) {
    const id = idOf([name, stage]);
    where.pipeline = { ...where.pipeline, stage: { name: stage.type, id } };
    tell({ message: `Starting module ${stage.type}` }, 'osbuild.monitor');
    const begun = Date.now();
    const success = await runStage(stage, tree);
    progress.progress.done += 1;
    const output = `${stage.options?.said ?? ''}${stage.options?.fail ?? ''}`;
    const result = { name: stage.type, id, success, ...(output === '' ? {} : { output }) };
    const duration = (Date.now() - begun) / 1000;
    const options = Object.keys(stage.options ?? {}).length === 0 ? {} : { options: stage.options };
    tell({ message: `Finished module ${stage.type}`, result, ...options, duration }, 'osbuild.monitor');
    if (!success) failed = { stage: { id, type: stage.type, output, error: null } };
    if (failed !== undefined) break;
  }
  delete progress.progress;
  progress.done += 1;
  tell({ message: `Finished pipeline ${name}` }, 'osbuild.monitor');
}
cleanUp();
tell(
  { message: `manifest ${file} ${failed === undefined ? 'finished successfully' : 'failed'}\n` },
  'osbuild.main_cli',
);
if (failed !== undefined) {
  end(1, { type: 'error', success: false, error: { type: 'org.osbuild.error.stage', details: failed } });
}
for (const name of given.export ?? []) {
  // Disks of 10 GiB stay sparse: cpSync of Node would write all of their zeros.
  execFileSync('cp', ['-a', '--sparse=always', '--', trees.get(name), join(given['output-directory'], name)]);
}
for (const tree of trees.values()) rmSync(tree, { recursive: true });
end(0, { type: 'result', success: true, metadata: {}, sources: { success: true }, log: {} });
