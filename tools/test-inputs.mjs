// Which files outside of a project its tests read: the inputs of the target "test" in its project.json. Without them Nx
// serves results of files that have changed since.
//
//   node tools/test-inputs.mjs     writes the inputs of all projects
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const workspace = dirname(import.meta.dirname);

/** Folders of all projects: every one has tests. */
export const testedProjects = ['tools', ...readdirSync(join(workspace, 'packages')).map((name) => `packages/${name}`)]
  .filter((project) => existsSync(join(workspace, project, 'package.json')))
  .sort();

/** Files that a text names by a path from the top of the workspace. */
const named =
  /(?<!\w)(?:test-data\/[a-z]+|docs\/[\w-]+\.md|tools\/stand-in-[\w-]+\.mjs|\.github\/[a-z]+|(?<=')\.(?:ci|github)(?='))/g;

/** What no text names: tests of the workspace itself, which read all of it. */
const others = {
  tools: ['.gitattributes', 'README.md', 'docs/**/*', 'nx.json', 'packages/**/*', 'test-data/**/*'],
  'packages/integration': ['.ci/**/*'],
  'packages/site': ['*.md', 'docs/**/*', 'packages/*/README.md', 'packages/*/package.json'],
  // Its tests compare it with the codes of all packages.
  'packages/explain': ['docs/codes/**/*', 'packages/*/src/**/*'],
};

/** Inputs of the target "test" of a project: those of all tests in nx.json, and what its tests read outside of the project. */
export function testInputs(project) {
  const found = new Set(others[project] ?? []);
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(join(workspace, file), 'utf8');
    for (const [path] of text.matchAll(named)) found.add(/\.(?:mjs|md)$/.test(path) ? path : `${path}/**/*`);
    for (const [, path] of text.matchAll(/(?:from|import\() ?'(\.[^']+)'/g)) {
      const imported = resolve(workspace, dirname(file), path).slice(workspace.length + sep.length);
      // Sources of other packages are inputs as they are: production files of what a project depends on.
      if (!isShared(imported, project) || !existsSync(join(workspace, imported))) continue;
      found.add(imported);
      visit(imported);
    }
  };
  if (project !== 'tools') for (const file of testFiles(project)) visit(file);
  // Are among the inputs of all.
  for (const path of ['tools/vitest-config.ts', 'tools/test-report.ts']) found.delete(path);
  return ['testing', '^production', ...[...found].sort().map((path) => `{workspaceRoot}/${path}`)];
}

/** Whether a file serves the tests of several projects: a tool, or a test helper of another package. */
function isShared(path, project) {
  if (path.startsWith('tools/')) return project !== 'tools';
  return /^packages\/[^/]+\/testing\//.test(path) && !path.startsWith(`${project}/`);
}

/** Tests of the target "test" with their helpers. */
function testFiles(project) {
  const isTest = (path) => /\.test\.ts$/.test(path) || /(?:^|\/)test(?:ing)?\/.*\.ts$/.test(path);
  return readdirSync(join(workspace, project), { recursive: true })
    .filter((path) => !/(?:^|\/)(?:node_modules|dist|out-tsc)\//.test(path))
    .filter((path) => isTest(path) && !path.endsWith('.machine.test.ts'))
    .map((path) => join(project, path));
}

/** The project.json of a project as it is to be. */
export function projectJson(project) {
  const text = join(workspace, project, 'project.json');
  const now = existsSync(text) ? JSON.parse(readFileSync(text, 'utf8')) : {};
  const test = { ...now.targets?.test, inputs: testInputs(project) };
  const schema = `${project.replace(/[^/]+/g, '..')}/node_modules/nx/schemas/project-schema.json`;
  return { ...now, $schema: schema, targets: { ...now.targets, test } };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const project of testedProjects) {
    writeFileSync(join(workspace, project, 'project.json'), `${JSON.stringify(projectJson(project), undefined, 2)}\n`);
  }
}
