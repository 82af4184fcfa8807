// npm run add-stage -- org.osbuild.NAME… [--schemas DIR] [--replace]
// npm run add-stage -- --all [--schemas DIR]
//
// With --replace a stage that exists already is written again, its fields in the order that they have there; --all does
// so for every stage, source, input, device and mount of osbuild.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  deviceSchemas,
  inputSchemas,
  mountSchemas,
  sourceSchemas,
  stageParts,
  stageSchemas,
} from '@bootwright/osbuild/schemas';
import { type ModuleMeta, manifestValidator } from '@bootwright/osbuild/testing';
import type * as z from 'zod';
import { inOrderOf } from './field-order.ts';
import { type ModuleKind, moduleKinds, moduleNames, moduleSchema, moduleSource } from './module-source.ts';
import { partVerdicts, recordVerdicts } from './part-verdicts.ts';
import { recordingsFolder } from './reference.ts';
import { sharedParts } from './shared-parts.ts';
import { moduleRegistry, partRules, partsRegistry, stageRegistry } from './stage-registry.ts';
import { optionsOf, type StageMeta, sharedSource, stageNames, stageSource } from './stage-source.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    schemas: { type: 'string', default: join(recordingsFolder, 'osbuild-schemas') },
    replace: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
  },
});

function fail(message: string): never {
  console.error(`add-stage: ${message}`);
  process.exit(2);
}

const ending = '.meta.json';

function moduleMeta({ schema, schema_2 }: StageMeta): ModuleMeta {
  return { ...(schema && { schema: { ...schema } }), ...(schema_2 && { schema_2: { ...schema_2 } }) };
}

/** osbuild installs `stages/` and the like under /usr/lib/osbuild; a folder of its `*.meta.json` may also be given itself. */
function readMeta(kind: string, module: string): StageMeta {
  const places = [join(values.schemas, kind), values.schemas].map((folder) => join(folder, `${module}${ending}`));
  const place = places.find((file) => existsSync(file));
  if (place === undefined)
    fail(`no schema of ${module}; looked for ${places.join(' and ')}. Name osbuild's folder with --schemas.`);
  return JSON.parse(readFileSync(place, 'utf8'));
}

function modulesIn(kind: string): readonly string[] {
  const folder = join(values.schemas, kind);
  if (!existsSync(folder)) fail(`no folder ${folder}. Name osbuild's folder with --schemas.`);
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

const existing: Readonly<Record<'stages' | ModuleKind, Readonly<Record<string, z.ZodType>>>> = {
  stages: stageSchemas,
  sources: sourceSchemas,
  inputs: inputSchemas,
  devices: deviceSchemas,
  mounts: mountSchemas,
};

const source = resolve('packages/osbuild/src');
if (!existsSync(source)) fail('run this at the top of the repository');
const stages = values.all ? modulesIn('stages') : positionals;
if (stages.length === 0) fail('name a stage, such as: npm run add-stage -- org.osbuild.noop');

const files = new Map([[join(source, 'shared-schemas.ts'), sharedSource(sharedParts)]]);
const rules = { ...stageParts };
const metas = new Map<string, StageMeta>();
for (const stage of stages) {
  const names = stageNames(stage) ?? fail(`"${stage}" is not a stage name; it looks like org.osbuild.mkfs.ext4`);
  const file = join(source, 'stages', `${names.file}.ts`);
  if (existsSync(file) && !values.replace && !values.all) fail(`${file} exists already; --replace writes it again`);
  const meta = readMeta('stages', stage);
  metas.set(stage, meta);
  const options = optionsOf(meta);
  const before = existing.stages[stage];
  files.set(file, stageSource(names, before === undefined ? options : inOrderOf(before, options), sharedParts));
  rules[stage] = partRules(meta);
}
const modules = moduleKinds.flatMap((kind) =>
  (values.all ? modulesIn(kind) : Object.keys(existing[kind])).map(
    (module) => moduleNames(kind, module) ?? fail(`"${module}" is not a name of osbuild's ${kind}`),
  ),
);
for (const names of values.all ? modules : []) {
  const { definitions = {}, ...options } = moduleSchema(names, readMeta(names.kind, names.module));
  const before = existing[names.kind][names.module];
  const ordered = before === undefined ? { options, definitions } : inOrderOf(before, { options, definitions });
  const schema = { ...ordered.options, definitions: ordered.definitions };
  files.set(join(source, names.kind, `${names.file}.ts`), moduleSource(names, schema, sharedParts));
}
files.set(join(source, 'stage-schemas.ts'), stageRegistry([...Object.keys(stageSchemas), ...stages]));
files.set(join(source, 'module-schemas.ts'), moduleRegistry(modules));
files.set(join(source, 'parts', 'stage-parts.ts'), partsRegistry(rules));

const textOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
const textsBefore = new Map([...files.keys()].map((file) => [file, textOf(file)]));
for (const [file, text] of files) writeFileSync(file, text);
execFileSync('node_modules/.bin/biome', ['check', '--write', '--log-level=error', ...files.keys()], {
  stdio: 'inherit',
});
// Those of all modules are recorded by `npm run make-reference`.
if (!values.all) {
  const within = (key: string, schema: object) => ({ properties: { [key]: schema } });
  const stagesWith = (schema: object) => within('pipelines', { items: within('stages', { items: schema }) });
  const validate = manifestValidator({
    // All that osbuild's document asks of options.
    document: stagesWith(within('options', { type: 'object' })),
    stages: Object.fromEntries([...metas].map(([stage, meta]) => [stage, moduleMeta(meta)])),
    ...{ sources: {}, inputs: {}, devices: {}, mounts: {} },
  });
  const verdicts = [...metas].map(([stage, meta]) => {
    const { options, definitions } = optionsOf(meta);
    return partVerdicts('stage', stage, { type: 'object', ...options, definitions }, validate);
  });
  for (const { type, valid, invalid } of verdicts) {
    if (valid.length === 0 || invalid.length === 0) {
      console.error(
        `add-stage: no ${valid.length === 0 ? 'valid' : 'invalid'} options were drawn for ${type}: add some by hand`,
      );
    }
  }
  recordVerdicts(verdicts);
}
const changed = [...files.keys()].filter((file) => textOf(file) !== textsBefore.get(file));
const recorded = values.all ? [] : [resolve('test-data/reference/osbuild/verdicts.jsonl.gz')];
console.log([...changed, ...recorded].join('\n'));
console.log(`
Next:
1. Put the fields in the order in which image-builder writes them.`);
const added = stages.filter((stage) => existing.stages[stage] === undefined).length;
if (added > 0) {
  const count = Object.keys(stageSchemas).length;
  console.log(`2. Raise the number of stages from ${count} to ${count + added} in packages/osbuild/src/module-types.test.ts and
   packages/osbuild/src/document/manifest-json-schema.test.ts, and that of osbuild/verdicts by ${added} in tools/reference-facts.test.ts.
3. Run these tests, and src/verdicts-reference.test.ts in packages/osbuild.
4. Write docs/api/osbuild.txt: npm run build && npm run api`);
} else console.log('2. Run src/verdicts-reference.test.ts in packages/osbuild.');
