import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { workspaceRoot } from './reference.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-add-stage-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A stage of our own, in the form of osbuild's `*.meta.json`. */
const meta = {
  summary: 'Sample',
  schema_2: {
    options: { additionalProperties: false, required: ['text'], properties: { text: { type: 'string' } } },
    inputs: { type: 'object', additionalProperties: false, required: ['image'], properties: { image: {} } },
  },
};

test('add-stage writes the stage, and adds it to the lists that exist', async () => {
  const source = join(home, 'packages/osbuild/src');
  cpSync(join(workspaceRoot, 'packages/osbuild/src'), source, { recursive: true });
  for (const file of ['biome.json', 'nx.json', '.gitignore', 'tools/unbounded-spread.grit']) {
    cpSync(join(workspaceRoot, file), join(home, file));
  }
  cpSync(join(workspaceRoot, 'test-data/reference'), join(home, 'test-data/reference'), { recursive: true });
  symlinkSync(join(workspaceRoot, 'node_modules'), join(home, 'node_modules'));
  mkdirSync(join(home, 'schemas'));
  writeFileSync(join(home, 'schemas/org.osbuild.sample.meta.json'), JSON.stringify(meta));
  const script = join(home, 'add-stage.mjs');
  await build({
    ...{ entryPoints: [join(workspaceRoot, 'tools/add-stage.ts')], outfile: script },
    ...{ bundle: true, platform: 'node', format: 'esm', conditions: ['@bootwright/source'], logLevel: 'error' },
  });
  const args = [script, 'org.osbuild.sample', '--schemas', 'schemas'];
  const stdout = execFileSync(process.execPath, args, { cwd: home, encoding: 'utf8' });
  const written = stdout.split('\n').flatMap((line) => (line.startsWith('/') ? [relative(source, line)] : []));
  const added = written.filter((file) => !existsSync(join(workspaceRoot, 'packages/osbuild/src', file)));
  expect(added).toEqual(['stages/sample.ts']);
  expect(readFileSync(join(source, 'parts/stage-parts.ts'), 'utf8')).toContain(
    "'org.osbuild.sample': { inputs: { required: ['image'], optional: [] } },",
  );
  expect(readFileSync(join(source, 'stage-schemas.ts'), 'utf8')).toContain("'org.osbuild.sample': sample,");
  const recorded = (top: string) => {
    const text = gunzipSync(readFileSync(join(top, 'test-data/reference/osbuild/verdicts.jsonl.gz'))).toString();
    return text.split('\n').filter((line) => line !== '');
  };
  const before = recorded(workspaceRoot);
  const after = recorded(home);
  expect(after.filter((line) => !before.includes(line)).map((line): unknown => JSON.parse(line))).toEqual([
    {
      kind: 'stage',
      type: 'org.osbuild.sample',
      valid: expect.arrayContaining([{ text: expect.any(String) }]),
      invalid: expect.arrayContaining([{}, 17, { text: 17 }]),
    },
  ]);
  expect(after).toHaveLength(before.length + 1);
});
