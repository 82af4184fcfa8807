// What TypeScript says of the declarations of an installed package.
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './published-packages.mjs';

const modes = {
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
};

/** Sources that all programs share: TypeScript's own and Node's. */
const shared = new Map();

/**
 * What TypeScript finds wrong in `files`, modules of `project` that import the package, and in every declaration that they
 * lead to. Without `node` no type of Node is known, as in a program for browsers.
 */
export function typeProblems(project, files, node) {
  return Object.entries(modes).flatMap(([mode, resolution]) => {
    const options = {
      ...resolution,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', ...(node ? [] : ['lib.dom.d.ts'])],
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      types: node ? ['node'] : [],
      typeRoots: [join(root, 'node_modules/@types')],
    };
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile;
    host.getCurrentDirectory = () => project;
    host.getSourceFile = (name, settings, ...rest) => {
      if (name.startsWith(project)) return read(name, settings, ...rest);
      const key = `${name} ${settings.impliedNodeFormat ?? ''}`;
      if (!shared.has(key)) shared.set(key, read(name, settings, ...rest));
      return shared.get(key);
    };
    const program = ts.createProgram(
      files.map((file) => join(project, file)),
      options,
      host,
    );
    // TypeScript's own declarations and Node's are not checked again for each package.
    const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(project));
    const diagnostics = [
      ...program.getOptionsDiagnostics(),
      ...program.getGlobalDiagnostics(),
      ...ours.flatMap((source) => [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ]),
    ];
    return diagnostics.map((found) => {
      const place = found.file === undefined ? '' : `${found.file.fileName.replace(`${project}/`, '')}: `;
      return `${mode}: ${place}${ts.flattenDiagnosticMessageText(found.messageText, ' ')}`;
    });
  });
}
