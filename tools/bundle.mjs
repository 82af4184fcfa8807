// Bundles the command into packages/cli/dist/bootwright.mjs and the chunks next to it, which run without anything
// installed. A chunk is read when a command first imports it: as one file of 2.7 MB the command took 2.3 times as long to
// start as Node alone, in chunks 1.5 times.
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = createRequire(join(root, 'packages/cli/package.json'));

export const bundlePath = join(root, 'packages/cli/dist/bootwright.mjs');

/** npm may install a package once for each workspace that names it; the bundle has it once. */
const once = (name) => ({ [name]: dirname(command.resolve(`${name}/package.json`)) });

/**
 * Modules of Node are loaded by who needs them: as imports of the one file all of them would be loaded before anything
 * runs, and those of the network and of processes take as long as Node itself does to start.
 */
const lazyBuiltins = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path, kind }) => {
      if (!isBuiltin(path)) return undefined;
      if (kind === 'require-call') return { path, external: true };
      return { path, namespace: 'builtin', sideEffects: false };
    });
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};

/**
 * string-width makes an Intl.Segmenter as it is loaded, which takes half as long as Node needs to start. Text of ASCII
 * alone is measured without it.
 */
const lazyWidth = {
  name: 'lazy-width',
  setup({ onResolve, onLoad }) {
    const namespace = 'lazy-width';
    onResolve({ filter: /^string-width$/ }, ({ path, kind, resolveDir }) =>
      kind === 'require-call' ? undefined : { path, namespace, pluginData: resolveDir },
    );
    onLoad({ filter: /.*/, namespace }, ({ path, pluginData }) => ({
      contents: `let width; export default (text) => (width ??= require(${JSON.stringify(path)}).default)(text);`,
      loader: 'js',
      resolveDir: pluginData,
    }));
  },
};

/**
 * The first lines of the command, which a shell and Node both read. Node opens /dev/null in the place of a closed standard
 * output or standard error before any code of the command runs, and all that is written there is lost with status 0. The
 * shell can still tell: it opens it for reading instead, so that a write is the error that it should be.
 */
const launcher = [
  '#!/usr/bin/env sh',
  `':' //;(: 3>&1)2>/dev/null||exec 1</dev/null;(: 3>&2)||exec 2</dev/null;exec node "$0" "$@"`,
  '',
].join('\n');

/** How esbuild makes one file of a program of this workspace. */
export const bundleSettings = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  conditions: ['@bootwright/source', 'node', 'import'],
  mainFields: ['module', 'main'],
  alias: once('yaml'),
  minifySyntax: true,
  minifyWhitespace: true,
  // Names stay as they are, so that the stack of a bug can be read.
  minifyIdentifiers: false,
  plugins: [lazyBuiltins, lazyWidth],
  legalComments: 'linked',
  logLevel: 'warning',
  banner: {
    js: "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);",
  },
};

/** The folder of chunks next to the bundle. */
const chunks = 'chunks';

/** Writes the bundle to `outfile`, which ends in `.mjs`, and its chunks next to it. */
export async function bundle(outfile = bundlePath) {
  const outdir = dirname(outfile);
  const { metafile } = await build({
    ...bundleSettings,
    entryPoints: [{ in: 'packages/cli/src/start.ts', out: basename(outfile, '.mjs') }],
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: `${chunks}/[hash]`,
    splitting: true,
    metafile: true,
  });
  writeFileSync(outfile, `${launcher}${readFileSync(outfile, 'utf8')}`);
  chmodSync(outfile, 0o755);
  const written = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  for (const name of readdirSync(join(outdir, chunks))) if (!written.has(name)) rmSync(join(outdir, chunks, name));
}

/** The source files that are evaluated before any command runs: those that dynamic imports do not put off. */
export async function eagerInputs() {
  const entryPoints = ['packages/cli/src/main.ts'];
  const split = { outdir: 'out', splitting: true, metafile: true, write: false };
  const { metafile } = await build({ ...bundleSettings, entryPoints, ...split });
  const found = new Set();
  const visit = (path) => {
    const { inputs, imports } = metafile.outputs[path];
    for (const input of Object.keys(inputs)) found.add(input);
    for (const { path: next, kind, external } of imports) if (kind === 'import-statement' && !external) visit(next);
  };
  visit(Object.keys(metafile.outputs).find((path) => metafile.outputs[path].entryPoint === entryPoints[0]));
  return [...found];
}

/** Whether a source, the lock file or this file is younger than the bundle. */
export function isStale() {
  const made = modified(bundlePath);
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'src'));
  const inputs = [join(root, 'package-lock.json'), fileURLToPath(import.meta.url), ...packages.flatMap(files)];
  return inputs.some((input) => modified(input) > made);
}

/** All within a folder; nothing where it is not, as after a switch to a branch without the package: what was built of it stays. */
function files(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundle();
  console.error(`wrote ${bundlePath}`);
}
