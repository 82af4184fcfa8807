// Installs one packed package alone in an empty project, and uses it as somebody would who has nothing else.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { typeProblems } from './consumer-types.mjs';
import { exportedNames } from './exported-names.mjs';
import { browserEntries } from './layers.mjs';
import { nodeOfLine } from './node-release.mjs';
import { root, tarballOf } from './published-packages.mjs';

const run = promisify(execFile);

/** The oldest line of Node that is supported, the newest, and the one that runs. */
export const installedPrograms = () =>
  [...new Set([20, 26, Number(process.versions.node.split('.', 1)[0])])].map(nodeOfLine);

/** What is wrong with a package once it is installed, and the project in which it is. */
export async function installedProblems({ folder, manifest }, { packages, tarballs, programs }) {
  const project = mkdtempSync(join(tarballs, 'project-'));
  const tarball = (one) => `file:${tarballOf(tarballs, one.manifest)}`;
  const others = packages.filter((one) => one.manifest.name !== manifest.name);
  const projectManifest = {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: { [manifest.name]: tarball({ manifest }) },
    // What it needs of this workspace is not at the registry before it is published.
    overrides: Object.fromEntries(others.map((one) => [one.manifest.name, tarball(one)])),
  };
  writeFileSync(join(project, 'package.json'), JSON.stringify(projectManifest));
  const options = [
    '--prefer-offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--loglevel=error',
  ];
  const install = await attempt('npm', ['install', ...options], project);
  if (install !== undefined) return { problems: [`npm install: ${install}`] };

  const problems = [];
  const exported = exportedNames({ folder, manifest }).map((name) => `${manifest.name}${name.slice(1)}`);
  const [own, withPeers] = split(exported, (name) => peerOf(name, manifest) === undefined);
  await use(own);
  if (withPeers.length > 0) {
    for (const peer of Object.keys(manifest.peerDependencies)) link(project, peer);
    await use(withPeers);
  }
  for (const command of Object.keys(manifest.bin ?? {})) {
    for (const { version, program } of programs) {
      const failure = await attempt(program, [join('node_modules/.bin', command), '--version'], project);
      if (failure !== undefined) problems.push(`${command} --version with Node ${version}: ${failure}`);
    }
  }
  const entries = exported.filter((name) => !name.endsWith('.json'));
  writeFileSync(
    join(project, 'consumer.ts'),
    entries.map((name, index) => `export * as entry${index} from '${name}';\n`).join(''),
  );
  const sample = readmeSample(join(project, 'node_modules', manifest.name));
  if (sample !== undefined) writeFileSync(join(project, 'sample.ts'), sample);
  const forBrowsers = browserEntries[folder.slice(folder.indexOf('/') + 1)]?.includes('.') === true;
  // The sample of a package for browsers may show it in Node.
  const apart = forBrowsers && /from 'node:/.test(sample ?? '');
  const together = ['consumer.ts', ...(sample === undefined || apart ? [] : ['sample.ts'])];
  problems.push(...typeProblems(project, together, !forBrowsers));
  if (apart) problems.push(...typeProblems(project, ['sample.ts'], true));
  return { installed: project, problems };

  async function use(names) {
    for (const { version, program } of programs) {
      const failure = await attempt(program, ['--input-type=module', '--eval', importing(names)], project);
      if (failure !== undefined) problems.push(`imported by Node ${version}: ${failure}`);
    }
  }
}

/** The first sample of the README, which people copy. */
function readmeSample(home) {
  return /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(home, 'README.md'), 'utf8'))?.[1];
}

/** A program that fails where a module cannot be loaded, or gives nothing. */
function importing(names) {
  const attribute = (name) => (name.endsWith('.json') ? ", { with: { type: 'json' } }" : '');
  return names
    .map(
      (name) =>
        `if (Object.keys(await import('${name}'${attribute(name)})).length === 0) throw new Error('${name} exports nothing');`,
    )
    .join('\n');
}

/** An export that is for users of a peer is named after it, such as `./vitest`. */
function peerOf(name, { name: own, peerDependencies = {} }) {
  return Object.keys(peerDependencies).find((peer) => name === `${own}/${peer}`);
}

function link(project, name) {
  const place = join(project, 'node_modules', name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(root, 'node_modules', name), place);
}

/** Runs a program in `cwd`; what it says where it fails. */
async function attempt(program, args, cwd) {
  // What npm hands down to scripts would reach the npm of another project.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  try {
    await run(program, args, { cwd, env, timeout: 300_000 });
    return undefined;
  } catch (failure) {
    return `${failure.stderr || failure.message}`.trim().split('\n').slice(0, 12).join('\n  ');
  }
}

function split(values, isFirst) {
  return [values.filter(isFirst), values.filter((value) => !isFirst(value))];
}
