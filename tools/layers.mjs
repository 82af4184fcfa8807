// The layer table: what each package may import. A test proves that every rule bites.

/**
 * Packages from the bottom up. `imports`: the packages whose values and types it may use; `types`: those whose types
 * alone it may use. Tests may import any package of a lower layer. `browserSafe`: all of it also runs in a browser, or
 * these exports of it do.
 */
export const layers = [
  { layer: 0, name: 'core', imports: [], browserSafe: true },
  { layer: 1, name: 'osbuild', imports: ['core'], browserSafe: true },
  { layer: 1, name: 'disk', imports: ['core'], browserSafe: true },
  { layer: 1, name: 'blueprint', imports: ['core'], browserSafe: true },
  { layer: 1, name: 'process', imports: ['core'] },
  { layer: 2, name: 'inspect', imports: ['core', 'disk', 'blueprint', 'process'], browserSafe: ['./facts'] },
  { layer: 2, name: 'image-types', imports: ['core', 'disk'], browserSafe: true },
  { layer: 3, name: 'plan', imports: ['core', 'disk', 'blueprint', 'image-types', 'inspect'], browserSafe: true },
  { layer: 4, name: 'manifest', imports: ['core', 'osbuild', 'disk'], types: ['plan'], browserSafe: true },
  { layer: 4, name: 'manifest-diff', imports: ['core', 'osbuild'], browserSafe: true },
  { layer: 5, name: 'golden', imports: 'all below' },
  { layer: 5, name: 'boot', imports: ['core', 'process'] },
  { layer: 6, name: 'cli', imports: 'all below' },
  { layer: 7, name: 'integration', imports: ['core', 'process', 'boot', 'cli'] },
];

/** The only files that may touch the file system, start processes or use the network. */
const edges = [
  '^packages/process/src/(spawn|group-watchdog|process-owner|program-path)\\.ts$',
  '^packages/process/src/files/',
  '^packages/inspect/src/sources/',
  '^packages/golden/src/store/',
  '^packages/boot/src/',
  '^packages/cli/src/',
  '^packages/integration/src/',
];

const tests = '\\.test\\.ts$';
/** What a package offers: its index and the files that `exports` in its package.json names. */
const doors = [
  '^packages/[^/]+/src/index\\.ts$',
  '^packages/inspect/src/facts\\.ts$',
  '^packages/osbuild/src/(schemas|testing/index)\\.ts$',
  '^packages/process/src/(files|files/(given-descriptor|write-all))\\.ts$',
  '^packages/golden/src/vitest\\.ts$',
  '^packages/[^/]+/package\\.json$',
];
const world =
  '^(node:)?(fs|fs/promises|child_process|cluster|worker_threads|dgram|dns|dns/promises|http|http2|https|net|tls)$';

const source = (names) => `^packages/(${names.join('|')})/src/`;
const below = (entry) => layers.filter((other) => other.layer < entry.layer).map((other) => other.name);
const allowed = (entry) => (entry.imports === 'all below' ? below(entry) : entry.imports);
const browserSafe = layers.filter((entry) => entry.browserSafe === true).map((entry) => entry.name);

/** By package, the exports that also run in a browser: `.` for all of them. */
export const browserEntries = Object.fromEntries(
  layers.map(({ name, browserSafe: safe = [] }) => [name, safe === true ? ['.'] : safe]),
);

/** An import of any package but `names` and its own. */
const otherThan = (entry, names) => ({
  path: '^packages/',
  pathNot: `^packages/(${[entry.name, ...names].join('|')})/`,
});

const layerRules = layers.flatMap((entry) => [
  {
    name: `layers-${entry.name}`,
    comment: `${entry.name} imports only: ${[...allowed(entry), ...(entry.types ?? [])].join(', ') || 'nothing'}`,
    severity: 'error',
    from: { path: source([entry.name]), pathNot: tests },
    to: otherThan(entry, [...allowed(entry), ...(entry.types ?? [])]),
  },
  {
    name: `layers-${entry.name}-tests`,
    comment: `tests of ${entry.name} import only packages of lower layers`,
    severity: 'error',
    from: { path: `${source([entry.name])}.*${tests}` },
    to: otherThan(entry, below(entry)),
  },
  ...(entry.types ?? []).map((other) => ({
    name: `types-of-${other}-in-${entry.name}`,
    comment: `${entry.name} may use the types of ${other}, not its functions: use "import type"`,
    severity: 'error',
    from: { path: source([entry.name]), pathNot: tests },
    to: { path: source([other]), dependencyTypesNot: ['type-only'] },
  })),
]);

export const forbidden = [
  ...layerRules,
  {
    name: 'unknown-package',
    comment: 'a new package has no place in the layer table yet: give it one in tools/layers.mjs',
    severity: 'error',
    from: { path: '^packages/', pathNot: `^packages/(${layers.map((entry) => entry.name).join('|')})/` },
    to: {},
  },
  {
    name: 'plan-reads-facts',
    comment: 'plan knows what inspection found, not how: import @bootwright/inspect/facts',
    severity: 'error',
    from: { path: source(['plan']) },
    to: { path: '^packages/inspect/', pathNot: '^packages/inspect/src/facts\\.ts$' },
  },
  {
    name: 'no-internals',
    comment: 'another package is imported by its name, and only what it offers',
    severity: 'error',
    from: { path: '^packages/([^/]+)/' },
    to: { path: '^packages/', pathNot: ['^packages/$1/', ...doors] },
  },
  {
    name: 'no-relative-way-out',
    comment: 'another package is imported by its name (@bootwright/…), never by a relative path',
    severity: 'error',
    from: { path: '^packages/([^/]+)/' },
    to: { path: '^packages/', pathNot: '^packages/$1/', dependencyTypes: ['local'] },
  },
  {
    name: 'no-tools-in-products',
    comment: 'tools serve the workspace; only tests and settings may use them',
    severity: 'error',
    // Helpers of tests in src/testing are packed by nobody.
    from: { path: '^packages/[^/]+/src/', pathNot: [tests, '/src/testing/'] },
    to: { path: '^tools/' },
  },
  {
    name: 'edges',
    comment:
      'only the edges touch the world: process/src/spawn.ts, group-watchdog.ts, process-owner.ts, program-path.ts and files, inspect/src/sources, golden/src/store, boot, cli',
    severity: 'error',
    from: { path: '^packages/[^/]+/src/', pathNot: [tests, ...edges] },
    to: { path: world },
  },
  {
    name: 'execa-has-one-owner',
    comment: 'child processes are started by process/src/spawn.ts and its watchdog alone: take a CommandRunner',
    severity: 'error',
    from: { path: '^packages/', pathNot: ['^packages/process/src/(spawn|group-watchdog)\\.ts$', tests] },
    to: { path: '(^|/)(execa|node:child_process|child_process)($|/)', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'browser-safe',
    comment: 'this package also runs in a browser: nothing of Node in it',
    severity: 'error',
    from: { path: source(browserSafe), pathNot: tests },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'facts-are-browser-safe',
    comment: 'what inspect/src/facts.ts reaches also runs in a browser: nothing of Node in it',
    severity: 'error',
    from: { path: '^packages/inspect/src/facts\\.ts$' },
    to: { path: '^(node:|packages/inspect/src/sources/)', reachable: true },
  },
  {
    name: 'no-cycles',
    comment: 'files that import each other cannot be read one at a time, and run in an order that nobody chose',
    severity: 'error',
    from: { path: '^packages/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
  },
  {
    name: 'no-cycles-of-types',
    comment: "files that name each other's types want a third one for them",
    severity: 'warn',
    from: { path: '^packages/' },
    to: { circular: true, via: { dependencyTypes: ['type-only'] } },
  },
  {
    name: 'resolvable',
    comment: 'the import names nothing that is installed or exported',
    severity: 'error',
    from: { path: '^packages/' },
    to: { couldNotResolve: true },
  },
  {
    name: 'declared',
    comment: 'the package is not among the dependencies in package.json: a user of this package would lack it',
    severity: 'error',
    from: { path: '^packages/[^/]+/src/', pathNot: tests },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
];

export const options = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^|/)(dist|out-tsc|test-results)/' },
  // Imports of types count: a type is knowledge of another package as well.
  tsPreCompilationDeps: true,
  combinedDependencies: false,
  enhancedResolveOptions: {
    conditionNames: ['@bootwright/source', 'types', 'import', 'node', 'default'],
    exportsFields: ['exports'],
    mainFields: ['module', 'main', 'types'],
  },
};
