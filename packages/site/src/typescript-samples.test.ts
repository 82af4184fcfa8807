import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkedModule } from '../../../tools/readme-example.ts';
import { samplesOf } from '../testing/samples.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, '../../docs/guides');
// Not under node_modules, which vitest leaves untransformed; out-tsc is ignored by git and every tool.
const home = join(root, 'out-tsc/guides');

const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) =>
    samplesOf(readFileSync(join(folder, name), 'utf8'))
      .filter(({ language }) => language === 'ts')
      .map((sample, index) => ({ ...sample, name: `${name.replace('.md', '')}-${index + 1}` })),
  );

beforeAll(() => {
  mkdirSync(home, { recursive: true });
  for (const { name, text } of samples) writeFileSync(join(home, `${name}.ts`), `${text}\n`);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('every sample in TypeScript is of the types that its packages export', () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.api.json'), ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const program = ts.createProgram(
    samples.map(({ name }) => join(home, `${name}.ts`)),
    { ...parsed.options, noUnusedLocals: false, allowImportingTsExtensions: true },
  );
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(home));
  const found = own.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]);
  const say = ({ file, start = 0, messageText }: ts.Diagnostic): string =>
    `${file?.fileName.slice(home.length + 1)}:${(file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  expect(found.map(say)).toEqual([]);
  expect(own.length).toBe(samples.length);
});

describe('a sample in TypeScript does what it says', () => {
  test.each(samples.filter(({ needs }) => needs === undefined))('$name', async ({ name, text }) => {
    const file = join(home, `${name}.checked.ts`);
    writeFileSync(file, checkedModule(text));
    await expect(import(/* @vite-ignore */ pathToFileURL(file).href)).resolves.toBeTypeOf('object');
  });
});
