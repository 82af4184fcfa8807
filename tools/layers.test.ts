import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, expect, test } from 'vitest';
import { forbidden, layers, options } from './layers.mjs';

const home = mkdtempSync(join(tmpdir(), 'bootwright-layers-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A workspace of all packages, each with an empty index, and `files` in it. */
function workspace(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(home, name);
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const entry = (file: string) => ({ '@bootwright/source': `./src/${file}.ts`, default: `./dist/${file}.js` });
  put('package.json', JSON.stringify({ name: 'fixture' }));
  mkdirSync(join(root, 'node_modules/@bootwright'), { recursive: true });
  for (const { name: short } of [...layers, { name: 'brand-new' }]) {
    const manifest = {
      name: `@bootwright/${short}`,
      dependencies: { execa: '1.0.0' },
      exports: { '.': entry('index') },
    };
    put(`packages/${short}/package.json`, JSON.stringify(manifest));
    put(`packages/${short}/src/index.ts`, 'export const it = 1;\nexport type It = number;\n');
    symlinkSync(join(root, 'packages', short), join(root, 'node_modules/@bootwright', short));
  }
  put('packages/inspect/src/deep.ts', 'export const deep = 1;\n');
  put('packages/archive/testing/tar.ts', 'export const tar = 1;\n');
  put('packages/seal/testing/image.ts', 'export const image = 1;\n');
  put('tools/help.ts', 'export const help = 1;\n');
  for (const module of ['execa', 'undeclared']) {
    put(`node_modules/${module}/package.json`, JSON.stringify({ name: module, main: 'index.js' }));
    put(`node_modules/${module}/index.js`, `export const ${module} = 1;\n`);
  }
  for (const [path, text] of Object.entries(files)) put(path, text);
  return root;
}

/** `rule: from → to` of every violation. */
async function violations(root: string): Promise<readonly string[]> {
  const result = await cruise(['packages'], { ...options, baseDir: root, validate: true, ruleSet: { forbidden } });
  const { summary } = result.output as ICruiseResult;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

let count = 0;
const check = (files: Readonly<Record<string, string>>) => violations(workspace(`case-${++count}`, files));

test.each([
  [
    'an import of a higher layer',
    { 'packages/core/src/a.ts': "import { it } from '@bootwright/disk';\nexport const a = it;\n" },
    ['layers-core: packages/core/src/a.ts → packages/disk/src/index.ts'],
  ],
  [
    'an import of the same layer, of a type alone',
    { 'packages/disk/src/a.ts': "import type { It } from '@bootwright/blueprint';\nexport type A = It;\n" },
    ['layers-disk: packages/disk/src/a.ts → packages/blueprint/src/index.ts'],
  ],
  [
    'a lower layer that the table leaves out',
    { 'packages/image-types/src/a.ts': "export { it } from '@bootwright/process';\n" },
    ['layers-image-types: packages/image-types/src/a.ts → packages/process/src/index.ts'],
  ],
  [
    'a test that reaches up',
    { 'packages/disk/src/a.test.ts': "import { it } from '@bootwright/plan';\nexport const a = it;\n" },
    ['layers-disk-tests: packages/disk/src/a.test.ts → packages/plan/src/index.ts'],
  ],
  [
    'a function where only types may be used',
    { 'packages/manifest/src/a.ts': "import { it } from '@bootwright/plan';\nexport const a = it;\n" },
    ['types-of-plan-in-manifest: packages/manifest/src/a.ts → packages/plan/src/index.ts'],
  ],
  [
    'plan that looks at how inspection works',
    { 'packages/plan/src/a.ts': "export { it } from '@bootwright/inspect';\n" },
    ['layers-plan: packages/plan/src/a.ts → packages/inspect/src/index.ts'],
  ],
  [
    'test helpers in a product',
    { 'packages/seal/src/a.ts': "export { tar } from '../../archive/testing/tar.ts';\n" },
    ['no-internals: packages/seal/src/a.ts → packages/archive/testing/tar.ts'],
  ],
  [
    'a test that looks into another package',
    { 'packages/cli/src/a.test.ts': "export { deep } from '../../inspect/src/deep.ts';\n" },
    [
      'no-relative-way-out: packages/cli/src/a.test.ts → packages/inspect/src/deep.ts',
      'test-helpers: packages/cli/src/a.test.ts → packages/inspect/src/deep.ts',
    ],
  ],
  [
    'test helpers of a higher layer',
    { 'packages/archive/testing/a.ts': "export { image } from '../../seal/testing/image.ts';\n" },
    ['layers-archive-tests: packages/archive/testing/a.ts → packages/seal/testing/image.ts'],
  ],
  [
    'a relative path into another package',
    { 'packages/plan/src/a.ts': "export { it } from '../../core/src/index.ts';\n" },
    ['no-relative-way-out: packages/plan/src/a.ts → packages/core/src/index.ts'],
  ],
  [
    'the internals of another package',
    { 'packages/cli/src/a.ts': "export { deep } from '../../inspect/src/deep.ts';\n" },
    [
      'no-internals: packages/cli/src/a.ts → packages/inspect/src/deep.ts',
      'no-relative-way-out: packages/cli/src/a.ts → packages/inspect/src/deep.ts',
    ],
  ],
  [
    'the file system outside the edges',
    { 'packages/inspect/src/a.ts': "import { statSync } from 'node:fs';\nexport const a = statSync;\n" },
    ['edges: packages/inspect/src/a.ts → fs'],
  ],
  [
    'the network outside the edges',
    { 'packages/golden/src/a.ts': "import { get } from 'node:https';\nexport const a = get;\n" },
    ['edges: packages/golden/src/a.ts → https'],
  ],
  [
    'a second owner of child processes',
    { 'packages/vm/src/a.ts': "import { execa } from 'execa';\nexport const a = execa;\n" },
    ['execa-has-one-owner: packages/vm/src/a.ts → node_modules/execa/index.js'],
  ],
  [
    'a dependency that package.json does not name',
    { 'packages/disk/src/a.ts': "export { undeclared } from 'undeclared';\n" },
    ['declared: packages/disk/src/a.ts → node_modules/undeclared/index.js'],
  ],
  [
    'Node in a package for browsers',
    { 'packages/core/src/a.ts': "import { join } from 'node:path';\nexport const a = join;\n" },
    ['browser-safe: packages/core/src/a.ts → path'],
  ],
  [
    'files that import each other',
    {
      'packages/core/src/a.ts': "export { b } from './b.ts';\n",
      'packages/core/src/b.ts': "import { a } from './a.ts';\nexport const b = a;\n",
    },
    ['no-cycles: packages/core/src/a.ts → packages/core/src/b.ts'],
  ],
  [
    'a cycle by way of a type',
    {
      'packages/core/src/a.ts': "export { b } from './b.ts';\n",
      'packages/core/src/b.ts': "export type { A } from './a.ts';\n",
    },
    ['no-cycles-of-types: packages/core/src/a.ts → packages/core/src/b.ts'],
  ],
  [
    'tools in a product',
    { 'packages/cli/src/a.ts': "export { help } from '../../../tools/help.ts';\n" },
    ['no-tools-in-products: packages/cli/src/a.ts → tools/help.ts'],
  ],
  [
    'an import of nothing',
    { 'packages/cli/src/a.ts': "export { a } from './nowhere.ts';\n" },
    ['resolvable: packages/cli/src/a.ts → ./nowhere.ts'],
  ],
  [
    'a package without a layer',
    { 'packages/brand-new/src/a.ts': "export { it } from '@bootwright/core';\n" },
    ['unknown-package: packages/brand-new/src/a.ts → packages/core/src/index.ts'],
  ],
])('%s is found', async (_, files, expected) => {
  const found = await check(files);
  expect(found.toSorted()).toEqual(expected);
});

test('what the table allows passes', async () => {
  const found = await check({
    'packages/plan/src/a.ts': "export { it } from '@bootwright/container-facts';\n",
    'packages/seal/src/a.test.ts': "export { tar } from '../../archive/testing/tar.ts';\n",
    'packages/seal/testing/b.ts': "export { tar } from '../../archive/testing/tar.ts';\n",
    'packages/manifest/src/a.ts': "export type { It } from '@bootwright/plan';\n",
    'packages/manifest/src/create-manifest.ts': "export { it } from '@bootwright/plan';\n",
    'packages/manifest/src/a.test.ts': [
      "import { readFileSync } from 'node:fs';",
      "import { it } from '@bootwright/plan';",
      "import { help } from '../../../tools/help.ts';",
      'export const a = [readFileSync, it, help];',
    ].join('\n'),
    'packages/process/src/command/spawn.ts':
      "export { execa } from 'execa';\nexport { spawn } from 'node:child_process';\n",
    'packages/container-image/src/sources/a.ts': "export { statSync } from 'node:fs';\n",
    'packages/cli/src/a.ts': "export { it } from '@bootwright/golden';\nexport { statSync } from 'node:fs';\n",
  });
  expect(found).toEqual([]);
});
