// Installs the workspace's dependencies when they are absent or older than the lock file.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`bootwright: Node ${process.versions.node} is too old; install Node 20.19 or later`);
  process.exit(1);
}

// npm writes this file last, so an installation that was interrupted has none.
if (modified('node_modules/.package-lock.json') < modified('package-lock.json')) {
  // Build tools are development dependencies, which NODE_ENV=production would leave out; and why it fails has to be said
  // after "npm start --silent" as well.
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (npm.status !== 0) {
    console.error('bootwright: "npm ci" failed; see its messages above');
    process.exit(npm.status ?? 1);
  }
}
