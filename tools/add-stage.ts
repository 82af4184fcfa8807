// npm run add-stage -- org.osbuild.NAME… [--schemas DIR] [--replace]
//
// With --replace a stage that is there is written anew, its fields in the order that they have there.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stageSchemas } from '@bootwright/osbuild/schemas';
import type { z } from 'zod';
import { inOrderOf } from './field-order.ts';
import { recordingsFolder } from './reference.ts';
import { sharedParts } from './shared-parts.ts';
import { optionsRegistry, registeredStages, schemasRegistry } from './stage-registry.ts';
import { optionsOf, type StageMeta, type StageNames, sharedSource, stageNames, stageSource } from './stage-source.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    schemas: { type: 'string', default: join(recordingsFolder, 'osbuild-schemas') },
    replace: { type: 'boolean', default: false },
  },
});

function fail(message: string): never {
  console.error(`add-stage: ${message}`);
  process.exit(2);
}

/** osbuild installs `stages/` under /usr/lib/osbuild; a folder of its `*.meta.json` may also be given itself. */
function readMeta(stage: string): StageMeta {
  const places = [join(values.schemas, 'stages'), values.schemas].map((folder) => join(folder, `${stage}.meta.json`));
  const place = places.find((file) => existsSync(file));
  if (place === undefined)
    fail(`no schema of ${stage}; looked for ${places.join(' and ')}. Name osbuild's folder with --schemas.`);
  return JSON.parse(readFileSync(place, 'utf8'));
}

const standingSchemas: ReadonlyMap<string, z.ZodType> = new Map(Object.entries(stageSchemas));

function sourceOf(names: StageNames): string {
  try {
    const options = optionsOf(readMeta(names.stage));
    const standing = standingSchemas.get(names.stage);
    return stageSource(names, standing === undefined ? options : inOrderOf(standing, options), sharedParts);
  } catch (error) {
    return fail(`${names.stage}: ${error instanceof Error ? error.message : error}`);
  }
}

const source = resolve('packages/osbuild/src');
if (!existsSync(source)) fail('run this at the top of the repository');
if (positionals.length === 0) fail('name a stage, such as: npm run add-stage -- org.osbuild.noop');

const optionsFile = join(source, 'stage-options.ts');
const schemasFile = join(source, 'stage-schemas.ts');
const sources = new Map([[join(source, 'shared-schemas.ts'), sharedSource(sharedParts)]]);
for (const stage of positionals) {
  const names = stageNames(stage) ?? fail(`"${stage}" is no stage name; it looks like org.osbuild.mkfs.ext4`);
  const file = join(source, 'stages', `${names.file}.ts`);
  if (existsSync(file) && !values.replace) fail(`${file} is there already; --replace writes it anew`);
  sources.set(file, sourceOf(names));
}
for (const [file, text] of sources) writeFileSync(file, text);

const known = existsSync(optionsFile) ? registeredStages(readFileSync(optionsFile, 'utf8')) : [];
writeFileSync(optionsFile, optionsRegistry([...known, ...positionals]));
writeFileSync(schemasFile, schemasRegistry([...known, ...positionals]));
execFileSync(
  'node_modules/.bin/biome',
  ['check', '--write', '--log-level=error', optionsFile, schemasFile, ...sources.keys()],
  { stdio: 'inherit' },
);
console.log([...sources.keys()].join('\n'));
console.log('Check the order of the fields against the tool that writes them, then run the tests of packages/osbuild.');
