// How fast the ids of manifests are computed and manifests checked; next to `osbuild --inspect`, where osbuild is at hand.
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleSettings } from '../bundle.mjs';

/** Rows of `[name, value]`; `OSBUILD` names the program, such as `python3 -m osbuild --libdir /usr/lib/osbuild`. */
export async function idRows({ root, work, node }) {
  const program = join(work, 'manifest-ids.mjs');
  await build({ ...bundleSettings, entryPoints: [join(root, 'tools/bench/manifest-ids.ts')], outfile: program });
  const folder = join(root, 'test-data/golden');
  const files = readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(folder, file));
  const list = join(work, 'manifests.txt');
  writeFileSync(list, files.join('\n'));
  const { ids, checks } = JSON.parse(node([program, list]).stdout);
  const rows = [
    ['ids of a manifest', `${ids.toFixed(2)} ms`],
    ['check of a manifest', `${checks.toFixed(2)} ms`],
  ];
  const inspect = inspectTime(files.slice(0, 10));
  return inspect === undefined
    ? [...rows, ['`osbuild --inspect`', 'not at hand (OSBUILD names it)']]
    : [
        ...rows,
        ['`osbuild --inspect`', `${inspect.toFixed(0)} ms, ${Math.round(inspect / ids)} times the time of ids`],
      ];
}

/** Milliseconds for a manifest; undefined where osbuild does not run. */
function inspectTime(files) {
  const [command = 'osbuild', ...args] = (process.env.OSBUILD ?? 'osbuild').split(' ');
  const begin = performance.now();
  const runs = files.map((file) => spawnSync(command, [...args, '--inspect', file]).status);
  // 2: one that osbuild rejects, which takes as long.
  return runs.every((status) => status === 0 || status === 2) ? (performance.now() - begin) / files.length : undefined;
}
