import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** The packages that end up in a bundle of one entry. */
async function packagesOf(entry: string): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, entry)],
    conditions: ['@bootwright/source'],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
  });
  // What is read of a package and shaken off again is not in the bundle.
  const kept = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const names = kept.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

test('the main entry brings neither zod nor ajv', async () => {
  expect(await packagesOf('index.ts')).toEqual(['@noble/hashes']);
});

test('the schemas bring zod alone, and run in a browser', async () => {
  expect(await packagesOf('schemas.ts')).toEqual(['zod']);
});
