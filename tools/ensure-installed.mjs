// Installs the workspace's dependencies when they are absent or older than the lock file.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (modified('node_modules/.package-lock.json') < modified('package-lock.json')) {
  const npm = spawnSync('npm', ['ci', '--no-fund', '--no-audit'], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (npm.status !== 0) {
    console.error('bootwright: "npm ci" failed; see its messages above');
    process.exit(npm.status ?? 1);
  }
}
