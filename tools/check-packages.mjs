// Checks every package as it would be published:
//
//   metadata      license, repository, keywords, exact versions, and so on, all in accord with the workspace's package.json
//   files         all that package.json names is packed, no test is, and every map leads to a source that is packed
//   publint       its rules, as errors
//   attw          that importers of ES modules see the types of every export
//   browser       what the table in README.md and tools/layers.mjs say of browsers is the same, and true: such a package is
//                 bundled for one
//   installed     alone in an empty project, with nothing but what npm installs for it, it is imported by the Node that
//                 runs, by Node 20 and by Node 26, its command runs, and TypeScript checks the sample of its README and the
//                 declarations of it and of all that it needs, with `lib: ["es2022"]`
//   api           docs/api says what it exports
//
// Packages have to be built before (npm run build).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { apiProblems } from './api-report.mjs';
import { browserProblems, browserTableProblems } from './browser-claims.mjs';
import { installedProblems, installedPrograms } from './installed-package.mjs';
import { metadataProblems } from './package-metadata.mjs';
import { packedProblems } from './packed-files.mjs';
import { packPackages, publishedPackages, readJson, root, tarballOf } from './published-packages.mjs';

const folder = mkdtempSync(join(tmpdir(), 'bootwright-packages-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const text = (path) => {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
};
const packages = publishedPackages();
// All packages are released together.
const [
  {
    manifest: { version },
  },
] = packages;
const common = { ...readJson('package.json'), version, licenseText: text('LICENSE') };
const versions = Object.fromEntries(packages.map(({ manifest }) => [manifest.name, manifest.version]));

let failed = 0;
let checks = 0;
function report(name, check, problems) {
  checks++;
  if (problems.length === 0) return;
  failed++;
  for (const problem of problems) console.error(`${name}: ${check}: ${problem}`);
}

packPackages(packages, folder);
report('README.md', 'browser', browserTableProblems(text('README.md')));
report('docs/api', 'api', apiProblems());
const programs = installedPrograms();
console.log(`installed with ${programs.map(({ version }) => `Node ${version}`).join(' and ')}`);

async function check(one) {
  const { manifest } = one;
  const files = Object.fromEntries(['LICENSE', 'README.md'].map((name) => [name, text(join(one.folder, name))]));
  report(manifest.name, 'metadata', metadataProblems({ ...one, files }, common, versions));

  const tarball = readFileSync(tarballOf(folder, manifest));
  const packed = createPackageFromTarballData(tarball);
  const inside = `/node_modules/${manifest.name}/`;
  const names = packed.listFiles().map((path) => path.slice(inside.length));
  report(manifest.name, 'files', packedProblems({ manifest, names, read: (name) => packed.readFile(inside + name) }));

  const { messages } = await publint({ pack: { tarball: new Uint8Array(tarball).buffer }, strict: true });
  report(
    manifest.name,
    'publint',
    messages.map((message) => formatMessage(message, manifest) ?? message.code),
  );

  // Nothing here is for resolution by require, which finds ES modules since Node 20.19 by the same exports.
  const { problems = [] } = await checkPackage(packed, { excludeEntrypoints: ['./package.json'] });
  const ours = problems.filter(({ resolutionKind }) => !['node10', 'node16-cjs'].includes(resolutionKind));
  report(
    manifest.name,
    'attw',
    ours.map((problem) => JSON.stringify(problem)),
  );

  const { installed, problems: found } = await installedProblems(one, { packages, tarballs: folder, programs });
  report(manifest.name, 'installed', found);
  if (installed !== undefined) report(manifest.name, 'browser', await browserProblems(one, installed));
}

// npm and Node wait for the disk and for each other: two at a time.
const waiting = [...packages];
await Promise.all(
  [0, 1].map(async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await check(next);
  }),
);

console.log(
  failed === 0
    ? `${packages.length} packages can be published: ${checks} checks`
    : `${failed} of ${checks} checks of packages failed`,
);
process.exitCode = failed === 0 ? 0 : 1;
