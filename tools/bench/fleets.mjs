// Differences of sets of manifests: `diff -ru`, which reviewers read today, next to groups of `bootwright diff`. The sets are
// recordings, which a clone alone does not have.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePath } from '../bundle.mjs';

const commits = ['d8342862d', '8041563a3', '2c686cc98', 'b36c03f20', 'e0d092538', '7ebe3f550'];

/** Rows of `[name, value]`. */
export function fleetRows({ root, work }) {
  const recordings = join(root, '../shared/reference/fleet');
  if (!existsSync(recordings)) return [['sets of manifests', 'not at hand (../shared/reference/fleet)']];
  const folder = join(work, 'fleet');
  mkdirSync(folder);
  for (const name of ['manifests', 'commits']) {
    const archive = join(recordings, `${name}.tar.zst`);
    const { status } = spawnSync('tar', ['--zstd', '-xf', archive, '-C', folder]);
    if (status !== 0) return [['sets of manifests', 'not at hand (tar with zstd)']];
  }
  const pairs = [['two revisions', 'old', 'new'], ...commits.map((name) => [name, `${name}/before`, `${name}/after`])];
  return pairs.map(([name, a, b]) => [name, compared(join(folder, a), join(folder, b))]);
}

function compared(before, after) {
  const lines = spawnSync('sh', ['-c', 'diff -ru "$1" "$2" | wc -lc', 'sh', before, after], { encoding: 'utf8' });
  const [count = '', bytes = ''] = lines.stdout.trim().split(/\s+/);
  const begin = performance.now();
  const { stdout } = spawnSync(process.execPath, [bundlePath, 'diff', before, after, '--json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const seconds = (performance.now() - begin) / 1000;
  const { manifests, groups } = JSON.parse(stdout);
  return `diff -u ${count} lines, ${bytes} bytes; ${groups.length} groups of ${manifests.paired} manifests in ${seconds.toFixed(1)} s`;
}
