// Releases of Node other than the one that runs, as npm has them: each a package of one program.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './published-packages.mjs';

/** The release of each line; its oldest where an older one would be no test, as the engines field names it. */
const releases = { 20: '20.19.0', 26: '26.10.0' };

/**
 * The program of a line of Node: the one that runs where it is of that line, or else one that is installed among the
 * caches of this workspace. Throws where npm has none for this machine.
 */
export function nodeOfLine(line) {
  if (process.versions.node.split('.', 1)[0] === String(line)) {
    return { version: process.versions.node, program: process.execPath };
  }
  const version = releases[line];
  const name = `node-${process.platform}-${process.arch}`;
  const home = join(root, 'node_modules/.cache/bootwright-node', version);
  const program = join(home, 'node_modules', name, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
  if (!existsSync(program)) {
    const options = [
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    const npm = spawnSync('npm', ['install', '--prefix', home, ...options, `${name}@${version}`], { encoding: 'utf8' });
    if (npm.status !== 0) throw new Error(`npm cannot install ${name}@${version}: ${npm.error?.message ?? npm.stderr}`);
  }
  return { version, program };
}
