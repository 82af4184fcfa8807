// The packages of this workspace that are published, and how they are packed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

export const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Packages that are not published: the suite with real programs, a page, and what makes the site. */
const unpublished = ['integration', 'playground', 'site'];

/** All others, whatever their package.json says: `folder` is relative to the workspace. */
export function publishedPackages() {
  return (
    readdirSync(join(root, 'packages'))
      .filter((name) => !unpublished.includes(name))
      // A folder that an earlier build left is not a package.
      .filter((name) => existsSync(join(root, 'packages', name, 'package.json')))
      .map((name) => ({ folder: `packages/${name}`, manifest: readJson(`packages/${name}/package.json`) }))
  );
}

/** Where `packPackages` puts a package. */
export const tarballOf = (destination, { name, version }) =>
  join(destination, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);

/** Packs each as `npm publish` would. */
export function packPackages(packages, destination) {
  const workspaces = packages.flatMap(({ folder }) => ['--workspace', folder]);
  const options = ['--loglevel=error', '--pack-destination', destination];
  const npm = spawnSync('npm', ['pack', ...workspaces, ...options], { cwd: root, encoding: 'utf8' });
  if (npm.status !== 0) throw new Error(`npm pack fails: ${npm.error?.message ?? npm.stderr}`);
}
