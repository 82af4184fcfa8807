// The layer table: what each package may import. A test proves that every rule bites.

/**
 * Packages from the bottom up. `imports`: the packages whose values and types it may use; `types`: those whose types
 * alone it may use. Tests may import any package of a lower layer, and the helpers in its folder testing/. `browserSafe`: all of it also runs in a browser, or
 * these exports of it do.
 */
export const layers = [
  { layer: 0, name: 'core', imports: [], browserSafe: true },
  { layer: 1, name: 'archive', imports: ['core'] },
  { layer: 1, name: 'osbuild', imports: ['core'], browserSafe: true },
  { layer: 1, name: 'disk', imports: ['core'], browserSafe: true },
  { layer: 1, name: 'blueprint', imports: ['core'], browserSafe: true },
  { layer: 1, name: 'osbuild-monitor', imports: ['core'], browserSafe: true },
  { layer: 1, name: 'boot-diagnosis', imports: ['core'], browserSafe: true },
  { layer: 1, name: 'process', imports: ['core'] },
  { layer: 2, name: 'network-boot', imports: ['core', 'archive', 'process'] },
  { layer: 2, name: 'guest-checks', imports: ['core'], browserSafe: true },
  { layer: 2, name: 'file-tree', imports: ['core', 'archive', 'process'] },
  { layer: 2, name: 'container-facts', imports: ['core', 'disk', 'blueprint'], browserSafe: true },
  { layer: 2, name: 'image-types', imports: ['core', 'disk'], browserSafe: true },
  { layer: 2, name: 'sealed-state', imports: ['core', 'osbuild', 'blueprint'], browserSafe: true },
  { layer: 2, name: 'manifest-check', imports: ['core', 'osbuild'], browserSafe: true },
  { layer: 2, name: 'manifest-diff', imports: ['core', 'osbuild'], browserSafe: true },
  { layer: 3, name: 'fleet-diff', imports: ['core', 'manifest-diff'], browserSafe: true },
  { layer: 3, name: 'container-image', imports: ['core', 'archive', 'process', 'file-tree'] },
  { layer: 3, name: 'package-lists', imports: ['core', 'archive', 'file-tree'] },
  { layer: 3, name: 'file-contexts', imports: ['core', 'archive', 'file-tree'] },
  { layer: 3, name: 'uki', imports: ['core', 'archive', 'file-tree'] },
  {
    layer: 3,
    name: 'build-request',
    imports: ['core', 'disk', 'blueprint', 'image-types', 'container-facts'],
    browserSafe: true,
  },
  {
    layer: 4,
    name: 'registry',
    imports: ['core', 'blueprint', 'process', 'file-tree', 'container-facts', 'container-image'],
  },
  { layer: 4, name: 'container-engine', imports: ['core', 'process', 'file-tree', 'container-image'] },
  { layer: 4, name: 'composefs', imports: ['core', 'archive', 'file-tree', 'container-image', 'file-contexts'] },
  {
    layer: 4,
    name: 'media-plan',
    imports: ['core', 'disk', 'blueprint', 'image-types', 'container-facts', 'build-request'],
    browserSafe: true,
  },
  { layer: 5, name: 'seal', imports: ['core', 'archive', 'file-tree', 'container-image', 'uki', 'composefs'] },
  {
    layer: 5,
    name: 'plan',
    imports: [
      'core',
      'disk',
      'blueprint',
      'image-types',
      'container-facts',
      'build-request',
      'media-plan',
      'sealed-state',
    ],
    browserSafe: true,
  },
  { layer: 4, name: 'explain', imports: ['core', 'build-request'], browserSafe: true },
  { layer: 5, name: 'vm', imports: ['core', 'boot-diagnosis', 'guest-checks', 'process', 'network-boot'] },
  {
    layer: 6,
    name: 'manifest',
    imports: ['core', 'osbuild', 'disk'],
    types: ['build-request', 'media-plan', 'plan'],
    browserSafe: true,
  },
  {
    layer: 6,
    name: 'frontend-kit',
    imports: [
      'core',
      'osbuild-monitor',
      'disk',
      'blueprint',
      'image-types',
      'container-facts',
      'build-request',
      'plan',
    ],
    browserSafe: true,
  },
  { layer: 6, name: 'inspect', imports: 'all below' },
  { layer: 7, name: 'golden', imports: 'all below' },
  { layer: 7, name: 'sealed-lint', imports: ['core', 'archive', 'disk', 'file-tree', 'inspect', 'uki'] },
  // A build in a machine of its own is started as QEMU machines are.
  { layer: 6, name: 'osbuild-runner', imports: ['core', 'osbuild', 'osbuild-monitor', 'archive', 'process', 'vm'] },
  { layer: 8, name: 'cli', imports: 'all below' },
  { layer: 9, name: 'site', imports: ['explain'] },
  {
    layer: 9,
    name: 'playground',
    imports: [
      ...[
        'core',
        'osbuild',
        'disk',
        'blueprint',
        'image-types',
        'container-facts',
        'build-request',
        'plan',
        'manifest',
      ],
      ...['manifest-diff', 'frontend-kit', 'archive', 'container-image', 'uki', 'inspect'],
    ],
  },
  {
    layer: 9,
    name: 'integration',
    imports: ['core', 'archive', 'sealed-state', 'process', 'composefs', 'boot-diagnosis', 'guest-checks', 'vm', 'cli'],
  },
];

/** The only files that may touch the file system, start processes or use the network. */
const edges = [
  '^packages/process/src/(command/(spawn|group-watchdog|program-path)|owner/process-owner)\\.ts$',
  '^packages/process/src/(files|leases)/',
  '^packages/file-tree/src/directory/',
  '^packages/container-image/src/sources/',
  '^packages/registry/src/(http|configuration)/',
  '^packages/container-engine/src/',
  '^packages/golden/src/store/',
  '^packages/network-boot/src/(?!boot-arguments)',
  '^packages/vm/src/',
  '^packages/osbuild-runner/src/',
  '^packages/cli/src/',
  '^packages/integration/src/',
  '^packages/site/src/(main|read-repository|api/(list|read)-packages)\\.ts$',
];

const tests = '\\.test\\.ts$';
/** Files that may import the test helpers of packages below them. */
const helped = [tests, '^packages/[^/]+/(testing|suite)/'];
/** What a package offers: its index and the files that `exports` in its package.json names. */
const doors = [
  '^packages/[^/]+/src/index\\.ts$',
  '^packages/core/src/schemas\\.ts$',
  '^packages/osbuild/src/(schemas|testing/index)\\.ts$',
  '^packages/process/src/(files|files/(given-descriptor|write-all))\\.ts$',
  '^packages/(golden|vm)/src/vitest\\.ts$',
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
    from: { path: `^packages/${entry.name}/(src/.*${tests}|testing/)` },
    to: otherThan(entry, below(entry)),
  },
  ...(entry.types ?? []).map((other) => ({
    name: `types-of-${other}-in-${entry.name}`,
    comment: `${entry.name} may use the types of ${other}, not its functions: use "import type"; only create-${entry.name}.ts and its synchronous form join both`,
    severity: 'error',
    from: { path: source([entry.name]), pathNot: [tests, `/create-${entry.name}(-sync)?\\.ts$`] },
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
    name: 'no-internals',
    comment: 'another package is imported by its name, and only what it offers',
    severity: 'error',
    from: { path: '^packages/([^/]+)/', pathNot: helped },
    to: { path: '^packages/', pathNot: ['^packages/$1/', ...doors] },
  },
  {
    name: 'test-helpers',
    comment: 'of another package, tests import its name or its helpers in testing/',
    severity: 'error',
    from: { path: '^packages/([^/]+)/', pathNot: ['^packages/[^/]+/src/(?!.*\\.test\\.ts$)'] },
    to: { path: '^packages/', pathNot: ['^packages/$1/', '^packages/[^/]+/testing/', ...doors] },
  },
  {
    name: 'no-relative-way-out',
    comment: 'another package is imported by its name (@bootwright/…), never by a relative path',
    severity: 'error',
    from: { path: '^packages/([^/]+)/' },
    to: { path: '^packages/', pathNot: ['^packages/$1/', '^packages/[^/]+/testing/'], dependencyTypes: ['local'] },
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
      'only the edges touch the world: process/src/files, leases and four files that start programs, file-tree/src/directory, container-image/src/sources, registry/src/http and configuration, container-engine, golden/src/store, network-boot, vm, osbuild-runner, cli, site',
    severity: 'error',
    from: { path: '^packages/[^/]+/src/', pathNot: [tests, ...edges] },
    to: { path: world },
  },
  {
    name: 'execa-has-one-owner',
    comment: 'child processes are started by process/src/command/spawn.ts and its watchdog alone: take a CommandRunner',
    severity: 'error',
    from: { path: '^packages/', pathNot: ['^packages/process/src/command/(spawn|group-watchdog)\\.ts$', tests] },
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
    name: 'no-cycles',
    comment: 'files that import each other cannot be read one at a time, and run in an order that nobody chose',
    severity: 'error',
    from: { path: '^packages/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
  },
  {
    name: 'no-cycles-of-types',
    comment: "files that name each other's types want a third one for them",
    severity: 'error',
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
