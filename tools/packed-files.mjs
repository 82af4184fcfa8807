// What a packed package has to contain.
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';

/** What a package consists of. */
const wanted = /^(?:package\.json|README\.md|LICENSE|src\/.*\.ts|dist\/.*\.(?:js|mjs|d\.ts|map|LEGAL\.txt))$/;
/** Tests, and what only they use. */
const tests = /\.test\./;
const testing = /^(?:src|dist)\/(?:.*\/)?(?:test|testing|__snapshots__)\//;
const compiled = /^dist\/.*\.(?:js|d\.ts)$/;
/** What a bundled library uses where it is installed: proxy-agent-negotiate, for proxies that ask for Negotiate. */
const tried = new Set(['kerberos']);
const imports = /^dist\/.*\.(?:m?js|d\.ts)$/;

/**
 * What is wrong with a package whose packed files are `names`, of which `read` gives the text. Its maps name sources by
 * path, for a debugger and for "go to definition" in an editor: a map of declarations can hold no sources, so these are
 * packed.
 */
export function packedProblems({ manifest, names, read }) {
  const has = new Set(names);
  const problems = [];
  const targets = targetsOf({ exports: manifest.exports ?? {}, bin: manifest.bin ?? {} });
  const isExported = (name) => targets.some((target) => dirname(target) === dirname(name));
  const isWanted = (name) => wanted.test(name) && !tests.test(name) && (!testing.test(name) || isExported(name));
  for (const name of names.filter((found) => !isWanted(found))) problems.push(`${name} is packed`);
  for (const target of targets) {
    if (!names.some((name) => isFileOf(target, name)))
      problems.push(`${target} is named in package.json and not packed`);
  }
  for (const [name, conditions] of Object.entries(manifest.exports ?? {})) {
    if (name === './package.json') continue;
    const order = Object.keys(conditions).filter((condition) => !condition.startsWith('@'));
    if (order.join() !== 'types,default') problems.push(`exports of "${name}" have the conditions ${order.join()}`);
  }
  for (const name of names.filter((found) => compiled.test(found))) {
    if (!has.has(`${name}.map`)) problems.push(`${name} has no map`);
    else if (
      !read(name)
        .trimEnd()
        .endsWith(`\n//# sourceMappingURL=${posix.basename(name)}.map`)
    )
      problems.push(`${name} does not name its map`);
  }
  // npm often installs what only another dependency needs where this package finds it as well.
  const { name: own, dependencies = {}, peerDependencies = {} } = manifest;
  const declared = new Set([own, ...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
  for (const name of names.filter((found) => imports.test(found))) {
    for (const imported of importedPackages(read(name))) {
      if (!declared.has(imported) && !tried.has(imported))
        problems.push(`${name} imports ${imported}, which is not a dependency`);
    }
  }
  for (const name of names.filter((found) => found.endsWith('.map'))) {
    const { sources, sourceRoot = '' } = JSON.parse(read(name));
    const missing = sources.filter((source) => !has.has(posix.join(posix.dirname(name), sourceRoot, source)));
    if (missing.length > 0)
      problems.push(
        `${name} names ${missing.join(', ')}, which is not packed (remove dist where an earlier build left it)`,
      );
    if (sources.length === 0) problems.push(`${name} names no source`);
  }
  return problems;
}

/** Whether a packed file is that of a path in package.json, in which `*` is any name. */
function isFileOf(target, name) {
  const [start, end] = posix.normalize(target).split('*');
  return end === undefined ? name === start : name.startsWith(start) && name.endsWith(end);
}

const dirname = (path) => posix.dirname(posix.normalize(path));

/** The packages that the text of a module imports, without those of Node. */
function importedPackages(text) {
  const names = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const packages = names.filter((name) => !name.startsWith('.') && !isBuiltin(name));
  return new Set(packages.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name));
}

/** The paths in a value of `exports` or `bin`. */
function targetsOf(value) {
  return typeof value === 'string' ? [value] : Object.values(value).flatMap(targetsOf);
}
