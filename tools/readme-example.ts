import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { test } from 'vitest';

/**
 * Registers a test that runs the first `ts` block of the package's README.md, unchanged, and compares every
 * result that it documents. `directory` is the package's folder or its `src`.
 *
 * A documented result is a comment behind a statement; it goes on in comment lines right below:
 *
 *     formatBytes(GiB(10)); // → '10 GiB'
 *     const table = layOut(request); // → { type: 'gpt' }        compared with `toEqual`
 *     parseArchitecture('vax'); // → throws architecture/unknown    the code of a Fault
 */
export function runReadmeExample(directory: string): void {
  const home = basename(directory) === 'src' ? dirname(directory) : directory;
  test(`the README example of ${basename(home)} does what it says`, async () => {
    const module = checkedExample(readFileSync(join(home, 'README.md'), 'utf8'));
    // Not under node_modules, which vitest leaves untransformed; out-tsc is ignored by git and every tool.
    const file = join(home, 'out-tsc', 'readme', 'example.ts');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, module);
    await import(/* @vite-ignore */ pathToFileURL(file).href);
  });
}

/** The first `ts` block of `readme` as a module that fails where a documented result is not what comes out. */
export function checkedExample(readme: string): string {
  const code = /^```ts\n([\s\S]*?)^```$/m.exec(readme.replaceAll('\r\n', '\n'))?.[1];
  if (code === undefined) throw new Error('the README has no ```ts block');
  return checkedModule(code);
}

/** `code` as a module that fails where a documented result is not what comes out. */
export function checkedModule(code: string): string {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  let checks = 0;
  const statements = source.statements.map((statement) => {
    const text = statement.getFullText(source);
    const expected = documentedResult(code.slice(statement.end));
    if (expected === undefined) return text;
    checks++;
    return checkOf(statement, source, expected, text);
  });
  if (checks === 0) throw new Error('the README example documents no result: add "// → value" behind a statement');
  return `import { expect as __expect } from 'vitest';\n${statements.join('')}\n`;
}

/** What follows `// →` at the end of a statement's last line, and the comment lines below it. */
function documentedResult(rest: string): string | undefined {
  const match = /^[ \t]*\/\/ → (.*)((?:\n[ \t]*\/\/ .*)*)/.exec(rest);
  if (match === null) return undefined;
  return `${match[1]}${(match[2] ?? '').replaceAll(/\n[ \t]*\/\/ /g, '\n')}`;
}

function checkOf(statement: ts.Statement, source: ts.SourceFile, expected: string, text: string): string {
  const code = /^throws (\S+)$/.exec(expected.trim())?.[1];
  if (ts.isExpressionStatement(statement)) {
    const expression = statement.expression.getText(source);
    return code === undefined
      ? `\n__expect(await (${expression})).toEqual(${expected}\n);`
      : `\nawait __expect((async () => (${expression}))()).rejects.toMatchObject({ code: ${JSON.stringify(code)} });`;
  }
  const declaration = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : undefined;
  if (declaration === undefined || !ts.isIdentifier(declaration.name) || code !== undefined) {
    throw new Error(`no result can be compared behind: ${statement.getText(source)}`);
  }
  return `${text}\n__expect(${declaration.name.text}).toEqual(${expected}\n);`;
}
