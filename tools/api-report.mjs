// The public API of every published package as text, one file a package in docs/api: what a release changes for those who
// import it is a change of these files, which a reviewer reads.
//
//   node tools/api-report.mjs          writes the files
//   node tools/api-report.mjs --check  reports differences, status 1
//
// The declarations have to be built before (npm run build). Own code, since API Extractor reports one entry of a package
// and brings a TypeScript of its own.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { exportedNames } from './exported-names.mjs';
import { publishedPackages, root } from './published-packages.mjs';

const home = 'docs/api';
const printer = ts.createPrinter({ removeComments: true });

/** By the path of a file in the workspace what has to be in it. */
export function apiReports(packages = publishedPackages()) {
  const entries = packages.map((one) => ({ ...one, files: declarationFiles(one) }));
  const program = ts.createProgram(
    entries.flatMap(({ files }) => files.map(({ file }) => file)),
    { noLib: true, types: [], module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  );
  return new Map(
    entries.map(({ folder, manifest, files }) => [
      `${home}/${folder.slice(folder.indexOf('/') + 1)}.txt`,
      files
        .map(({ name, file, isOfPattern }) => {
          const title = `${manifest.name}${name.slice(1)}`;
          // The options of the files of a pattern are osbuild's: they are generated from its schemas.
          if (isOfPattern)
            return `${title}: ${exportsOf(program, file)
              .map((symbol) => symbol.name)
              .join(', ')}\n`;
          return `${title}\n\n${apiOfFile(program, file).join('\n')}\n`;
        })
        .join('\n'),
    ]),
  );
}

/** Every export of a module of declarations, in the order of names: its declaration, or the package that it comes from. */
export function apiOfFile(program, file) {
  const checker = program.getTypeChecker();
  return exportsOf(program, file).flatMap((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return (target.declarations ?? []).map((declaration) => declarationText(declaration, symbol.name, dirname(file)));
  });
}

function exportsOf(program, file) {
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));
  return exported.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function declarationText(declaration, name, folder) {
  const source = declaration.getSourceFile();
  if (!source.fileName.startsWith(`${folder}/`)) return `${name} from ${packageOf(source.fileName)}`;
  if (ts.isSourceFile(declaration)) return `namespace ${name}`;
  const own = declaration.name?.getText(source);
  const prefix = own === undefined || own === name ? '' : `${name} = `;
  const text = printer.printNode(ts.EmitHint.Unspecified, declaration, source);
  return `${prefix}${ts.isVariableDeclaration(declaration) ? 'const ' : ''}${text.replace(/^export (declare )?/, '')}`;
}

const packageOf = (path) =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(path)?.[1] ??
  `@bootwright/${/packages\/([^/]+)\//.exec(path)?.[1]}`;

function declarationFiles({ folder, manifest }) {
  return exportedNames({ folder, manifest })
    .filter((name) => name !== './package.json')
    .flatMap((name) => {
      const file = join(root, folder, declarationOf(name, manifest.exports));
      return file.endsWith('.d.ts') ? [{ name, file, isOfPattern: manifest.exports[name] === undefined }] : [];
    });
}

/** The declarations of an export, also of one of a pattern such as `./stages/*`. */
function declarationOf(name, exports) {
  if (exports[name] !== undefined) return exports[name].types;
  const pattern = `${dirname(name)}/*`;
  return exports[pattern].types.replace('*', name.slice(pattern.length - 1));
}

/** Where the files in docs/api and the declarations differ. */
export function apiProblems(reports = apiReports()) {
  const hint = 'npm run api writes it; a change that users notice needs a version plan';
  const changed = [...reports].flatMap(([path, expected]) => {
    const found = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
    return found === expected
      ? []
      : [`${path} is not the API of the package: ${firstChange(found, expected)} (${hint})`];
  });
  const stray = existsSync(join(root, home)) ? readdirSync(join(root, home)) : [];
  return [
    ...changed,
    ...stray.filter((name) => !reports.has(`${home}/${name}`)).map((name) => `${home}/${name} is not of a package`),
  ];
}

function firstChange(found = '', expected) {
  const before = new Set(found.split('\n'));
  const after = new Set(expected.split('\n'));
  const gone = [...before].find((line) => !after.has(line));
  const come = [...after].find((line) => !before.has(line));
  return (
    [gone && `without ${JSON.stringify(gone)}`, come && `with ${JSON.stringify(come)}`].filter(Boolean).join(', ') ||
    'another order'
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const reports = apiReports();
  if (process.argv[2] === '--check') {
    const problems = apiProblems(reports);
    for (const problem of problems) console.error(problem);
    process.exitCode = problems.length === 0 ? 0 : 1;
  } else {
    rmSync(join(root, home), { recursive: true, force: true });
    mkdirSync(join(root, home));
    for (const [path, text] of reports) writeFileSync(join(root, path), text);
    console.error(`wrote ${reports.size} files to ${home}`);
  }
}
