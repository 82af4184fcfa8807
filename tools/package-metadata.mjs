// What the package.json of a published package has to say; what all share is in the workspace's own.

/** The file that publishes a license, the same in every package: npm packs no file of a parent folder. */
const license = 'LICENSE';

/**
 * What is wrong with a package: `files` are its texts by name, `common` is the package.json of the workspace with the
 * version that all packages have and the text of its LICENSE, and `published` tells the version of each published package.
 */
export function metadataProblems({ folder, manifest, files }, common, published) {
  const problems = [];
  const expect = (name, expected) => {
    const found = JSON.stringify(manifest[name]);
    if (found !== JSON.stringify(expected)) problems.push(`${name} is ${found}, not ${JSON.stringify(expected)}`);
  };
  const name = `@${common.name}/${folder.slice(folder.indexOf('/') + 1)}`;
  expect('name', name);
  expect('version', common.version);
  expect('license', common.license);
  expect('repository', { ...common.repository, directory: folder });
  expect('homepage', `${common.homepage.replace(/#readme$/, '')}/tree/main/${folder}#readme`);
  expect('bugs', common.bugs);
  expect('engines', common.engines);
  expect('type', 'module');
  expect('sideEffects', false);
  expect('private', undefined);
  // Packages with a scope are private unless it is said.
  expect('publishConfig', { access: 'public' });

  if (!/\S.*\.$/.test(manifest.description ?? '')) problems.push('description is not a sentence');
  const keywords = manifest.keywords ?? [];
  if (new Set(keywords).size < 3 || new Set(keywords).size !== keywords.length || !keywords.includes('bootc')) {
    problems.push('keywords are not at least three different ones with "bootc" among them');
  }
  if (files[license] !== common.licenseText) problems.push(`${license} is not the file of the workspace`);
  if (files['README.md']?.startsWith(`# ${name}\n`) !== true) {
    problems.push('README.md does not begin with the name of the package');
  }
  for (const [other, version] of Object.entries(manifest.dependencies ?? {})) {
    if (!/^\d+\.\d+\.\d+$/.test(version)) problems.push(`dependency ${other} has no exact version: ${version}`);
    if (!other.startsWith(`@${common.name}/`)) continue;
    if (published[other] === undefined) problems.push(`dependency ${other} is not published`);
    else if (published[other] !== version) problems.push(`dependency ${other} is ${version}, not ${published[other]}`);
  }
  for (const script of ['preinstall', 'install', 'postinstall']) {
    if (manifest.scripts?.[script] !== undefined)
      problems.push(`script ${script} would run on every machine that installs it`);
  }
  return problems;
}
