// Bundles the command into one file, packages/cli/dist/bootwright.mjs, that runs without anything installed.
// Dynamic imports stay lazy inside it: what a command imports when it runs is not evaluated before.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
const command = createRequire(new URL('../packages/cli/package.json', import.meta.url));

/** npm may install a package once for each workspace that names it; the bundle has it once. */
const once = (name) => ({ [name]: dirname(command.resolve(`${name}/package.json`)) });

export const bundlePath = `${root}packages/cli/dist/bootwright.mjs`;

/** Writes the bundle to `outfile`. */
export async function bundle(outfile = bundlePath) {
  await build({
    absWorkingDir: root,
    entryPoints: ['packages/cli/src/main.ts'],
    outfile,
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
    legalComments: 'linked',
    logLevel: 'warning',
    banner: {
      js: "#!/usr/bin/env node\nimport{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);",
    },
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await bundle();
  console.error(`wrote ${bundlePath}`);
}
