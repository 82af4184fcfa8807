import { expect, test } from 'vitest';
import { packedProblems } from './packed-files.mjs';

const exports = {
  './package.json': './package.json',
  '.': { '@work/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
};
const map = (source: string) => JSON.stringify({ version: 3, sources: [source] });
/** A compiled file that names its map, as an editor and a debugger need it. */
const naming = (name: string) => `export {};\n//# sourceMappingURL=${name}.map\n`;
const files: Readonly<Record<string, string>> = {
  'package.json': '{}',
  'src/index.ts': '',
  'src/disk/table.ts': '',
  'dist/index.js': naming('index.js'),
  'dist/index.js.map': map('../src/index.ts'),
  'dist/index.d.ts': naming('index.d.ts'),
  'dist/index.d.ts.map': map('../src/index.ts'),
  'dist/disk/table.js': naming('table.js'),
  'dist/disk/table.js.map': map('../../src/disk/table.ts'),
  'dist/disk/table.d.ts': naming('table.d.ts'),
  'dist/disk/table.d.ts.map': JSON.stringify({ version: 3, sourceRoot: '../../src/', sources: ['disk/table.ts'] }),
};

function problems(change: Readonly<Record<string, string | undefined>>, manifest: object = { exports }) {
  const packed = { ...files, ...change };
  const names = Object.keys(packed).filter((name) => packed[name] !== undefined);
  return packedProblems({ manifest: { ...manifest }, names, read: (name) => packed[name] ?? '' });
}

test('a package with its sources and all that it exports has no problem', () => {
  expect(problems({})).toEqual([]);
});

test.each([
  ['a test', { 'src/index.test.ts': '' }, ['src/index.test.ts is packed']],
  ['helpers of tests', { 'src/testing/registry.ts': '' }, ['src/testing/registry.ts is packed']],
  ['settings of this workspace', { 'vitest.config.ts': '' }, ['vitest.config.ts is packed']],
  ['the state of a build', { 'dist/tsconfig.lib.tsbuildinfo': '' }, ['dist/tsconfig.lib.tsbuildinfo is packed']],
  [
    'no file of an export',
    { 'src/index.ts': undefined },
    [
      './src/index.ts is named in package.json and not packed',
      expect.stringMatching(/^dist\/index\.js\.map names \.\.\/src\/index\.ts, which is not packed/),
      expect.stringMatching(/^dist\/index\.d\.ts\.map names \.\.\/src\/index\.ts, which is not packed/),
    ],
  ],
  [
    'no sources',
    { 'src/disk/table.ts': undefined },
    [
      expect.stringMatching(/^dist\/disk\/table\.js\.map names \.\.\/\.\.\/src\/disk\/table\.ts, which is not packed/),
      expect.stringMatching(/^dist\/disk\/table\.d\.ts\.map names disk\/table\.ts, which is not packed/),
    ],
  ],
  ['no map', { 'dist/index.d.ts.map': undefined }, ['dist/index.d.ts has no map']],
  ['a map that no file names', { 'dist/index.js': 'export {};\n' }, ['dist/index.js does not name its map']],
  [
    'the map of another file',
    { 'dist/disk/table.js': naming('index.js') },
    ['dist/disk/table.js does not name its map'],
  ],
  [
    'a map of nothing',
    { 'dist/index.js.map': JSON.stringify({ version: 3, sources: [] }) },
    ['dist/index.js.map names no source'],
  ],
])('reports %s', (_, change, expected) => {
  expect(problems(change)).toEqual(expected);
});

test.each([
  ['code', 'dist/index.js', "import a from 'other/part';\n"],
  ['code that is loaded later', 'dist/index.js', "await import('other');\n"],
  ['types', 'dist/index.d.ts', "export type A = import('other').A;\n"],
])('reports a package that only its %s imports, and that it does not declare', (_, name, text) => {
  const change = { [name]: `import '@work/one';\nimport 'node:fs';\n${text}${files[name]}` };
  const dependencies = { '@work/one': '1.0.0' };
  expect(problems(change, { exports, dependencies })).toEqual([`${name} imports other, which is not a dependency`]);
  expect(problems(change, { exports, dependencies, peerDependencies: { other: '>=1' } })).toEqual([]);
});

test('helpers of tests are packed where they are exported', () => {
  const testing = {
    '@work/source': './src/testing/index.ts',
    types: './dist/testing/index.d.ts',
    default: './dist/testing/index.js',
  };
  const change = {
    'src/testing/index.ts': '',
    'src/testing/tree.ts': '',
    'dist/testing/index.d.ts': naming('index.d.ts'),
    'dist/testing/index.js': naming('index.js'),
  };
  const maps = {
    'dist/testing/index.d.ts.map': map('../../src/testing/index.ts'),
    'dist/testing/index.js.map': map('../../src/testing/index.ts'),
  };
  expect(problems({ ...change, ...maps }, { exports: { ...exports, './testing': testing } })).toEqual([]);
});

test('reports a command that is not packed', () => {
  expect(problems({}, { exports, bin: { work: './dist/work.mjs' } })).toEqual([
    './dist/work.mjs is named in package.json and not packed',
  ]);
});

test('reports types that come after the code, where TypeScript does not look for them', () => {
  const late = { '.': { default: './dist/index.js', types: './dist/index.d.ts' } };
  expect(problems({}, { exports: late })).toEqual(['exports of "." have the conditions default,types']);
});
