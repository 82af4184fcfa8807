import { expect, test } from 'vitest';
import { metadataProblems } from './package-metadata.mjs';

const common = {
  name: 'work',
  version: '1.2.3',
  license: 'Apache-2.0',
  licenseText: 'the license',
  repository: { type: 'git', url: 'git+https://example.com/work.git' },
  homepage: 'https://example.com/work#readme',
  bugs: 'https://example.com/work/issues',
  engines: { node: '>=20.19' },
};
const manifest = {
  name: '@work/disk',
  version: '1.2.3',
  description: 'Partition tables.',
  keywords: ['bootc', 'disk', 'gpt'],
  license: 'Apache-2.0',
  repository: { type: 'git', url: 'git+https://example.com/work.git', directory: 'packages/disk' },
  homepage: 'https://example.com/work/tree/main/packages/disk#readme',
  bugs: 'https://example.com/work/issues',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=20.19' },
  publishConfig: { access: 'public' },
  dependencies: { '@work/core': '1.2.3', yaml: '2.9.1' },
};
const files = { LICENSE: 'the license', 'README.md': '# @work/disk\n\nAll about disks.\n' };
const published = { '@work/core': '1.2.3', '@work/disk': '1.2.3' };

const problems = (change: object, changedFiles: object = {}) =>
  metadataProblems(
    { folder: 'packages/disk', manifest: { ...manifest, ...change }, files: { ...files, ...changedFiles } },
    common,
    published,
  );

test('a package that says all that it has to has no problem', () => {
  expect(problems({})).toEqual([]);
});

test.each([
  ['another name than its folder', { name: '@work/disks' }, 'name is "@work/disks", not "@work/disk"'],
  ['another version', { version: '1.2.4' }, 'version is "1.2.4", not "1.2.3"'],
  ['another license', { license: 'MIT' }, 'license is "MIT", not "Apache-2.0"'],
  ['no repository', { repository: undefined }, /^repository is undefined, not \{.*"directory":"packages\/disk"\}$/],
  [
    'the folder of another package',
    { repository: { ...manifest.repository, directory: 'packages/core' } },
    /^repository is /,
  ],
  ['no homepage', { homepage: undefined }, /^homepage is undefined, /],
  ['no place for bugs', { bugs: undefined }, /^bugs is undefined, /],
  ['another range of Node', { engines: { node: '>=18' } }, /^engines is /],
  ['CommonJS', { type: 'commonjs' }, 'type is "commonjs", not "module"'],
  ['side effects that nobody denies', { sideEffects: undefined }, 'sideEffects is undefined, not false'],
  ['that it is private', { private: true }, 'private is true, not undefined'],
  ['a scope that is private', { publishConfig: undefined }, 'publishConfig is undefined, not {"access":"public"}'],
  ['no description', { description: undefined }, 'description is not a sentence'],
  ['few keywords', { keywords: ['bootc', 'disk'] }, /^keywords are not /],
  ['a keyword twice', { keywords: ['bootc', 'disk', 'gpt', 'gpt'] }, /^keywords are not /],
  ['keywords without the one of all packages', { keywords: ['disk', 'gpt', 'mbr'] }, /^keywords are not /],
  ['a range', { dependencies: { yaml: '^2.9.1' } }, 'dependency yaml has no exact version: ^2.9.1'],
  [
    'a package that is private',
    { dependencies: { '@work/tools': '1.2.3' } },
    'dependency @work/tools is not published',
  ],
  ['an old neighbour', { dependencies: { '@work/core': '1.2.2' } }, 'dependency @work/core is 1.2.2, not 1.2.3'],
  ['a script of installation', { scripts: { postinstall: 'x' } }, /^script postinstall would run on every machine/],
])('reports %s', (_, change, expected) => {
  expect(problems(change)).toEqual([typeof expected === 'string' ? expected : expect.stringMatching(expected)]);
});

test.each([
  ['no LICENSE', { LICENSE: undefined }, 'LICENSE is not the file of the workspace'],
  ['another LICENSE', { LICENSE: 'another' }, 'LICENSE is not the file of the workspace'],
  ['no README', { 'README.md': undefined }, 'README.md does not begin with the name of the package'],
  ['the README of another', { 'README.md': '# @work/core\n' }, 'README.md does not begin with the name of the package'],
])('reports %s', (_, change, expected) => {
  expect(problems({}, change)).toEqual([expected]);
});
