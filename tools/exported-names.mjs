import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './published-packages.mjs';

/** The names that a package exports, each file of a pattern such as `./stages/*` by itself; it has to be built. */
export function exportedNames({ folder, manifest }) {
  return Object.entries(manifest.exports).flatMap(([name, target]) => {
    if (!name.endsWith('/*')) return [name];
    const files = readdirSync(join(root, folder, dirname(target.default))).filter((file) => file.endsWith('.js'));
    return files.map((file) => `${dirname(name)}/${file.slice(0, -'.js'.length)}`);
  });
}
