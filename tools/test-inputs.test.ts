import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectJson, testedProjects } from './test-inputs.mjs';

const workspace = join(import.meta.dirname, '..');

test.each(testedProjects)(
  '%s/project.json names what its tests read: "node tools/test-inputs.mjs" writes it',
  (project) => {
    expect(JSON.parse(readFileSync(join(workspace, project, 'project.json'), 'utf8'))).toEqual(projectJson(project));
  },
);

// The variables of the Nx that runs this test are not for another.
const own = Object.entries(process.env).filter(([name]) => !name.startsWith('NX_'));
const environment = { ...Object.fromEntries(own), NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' };
const nx = join(workspace, 'node_modules/nx/dist/bin/nx.js');

/** Projects that have a target of which a change of the file reaches the inputs. */
function affected(target: string, file: string): readonly string[] {
  const argv = [nx, 'show', 'projects', '--affected', '--json', '-t', target, '--files', file];
  const env = { ...environment, NX_LEGACY_AFFECTED: 'false' };
  const names: readonly string[] = JSON.parse(
    execFileSync(process.execPath, argv, { cwd: workspace, env, encoding: 'utf8' }),
  );
  return names.map((name) => name.replace('@bootwright/', '')).sort();
}

const aboveDisk = [
  'build-request',
  'cli',
  'container-facts',
  'disk',
  'explain',
  'frontend-kit',
  'golden',
  'image-types',
  'inspect',
  'integration',
  'manifest',
  'media-plan',
  'plan',
  'playground',
  'registry',
  'sealed-lint',
  'site',
  'tools',
];
const readReference = [
  'blueprint',
  'boot-diagnosis',
  'cli',
  'composefs',
  'container-facts',
  'disk',
  'file-contexts',
  'golden',
  'guest-checks',
  'inspect',
  'manifest',
  'manifest-diff',
  'osbuild',
  'osbuild-runner',
];

test.each([
  ['a source', 'packages/disk/src/index.ts', aboveDisk],
  ['a README', 'packages/disk/README.md', ['disk', 'site', 'tools']],
  ['a page of the documentation', 'docs/commands.md', ['cli', 'site', 'tools']],
  ['a case', 'test-data/cases/disks.json', ['cli', 'golden', 'manifest', 'tools']],
  [
    'a golden',
    'test-data/golden/pairs.txt',
    ['cli', 'explain', 'golden', 'integration', 'manifest', 'manifest-diff', 'osbuild-runner', 'tools'],
  ],
  ['a recorded answer', 'test-data/reference/bootc/inspect-kargs.jsonl.gz', [...readReference, 'tools']],
  ['a workflow', '.github/workflows/ci.yml', ['integration']],
  ['a tool of some tests', 'tools/serial-disk.ts', ['cli', 'tools', 'vm']],
])('a change of %s reaches the tests of those that read it, and no others', (_, file, expected) => {
  expect(affected('test', file)).toEqual(expected);
});

test.each([
  ['packages/disk/src/index.ts', ['cli', 'playground']],
  ['tools/bundle.mjs', ['cli']],
])('a change of %s reaches the bundle, where it is in it', (file, expected) => {
  expect(affected('bundle', file)).toEqual(expected);
});
