// How fast manifests are compared and the comparison is shown.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleSettings } from '../bundle.mjs';

/** Rows of `[name, value]`; `work` is a directory for what is made, `node` runs Node with arguments. */
export async function diffRows({ root, work, node }) {
  const program = join(work, 'compare-manifests.mjs');
  await build({ ...bundleSettings, entryPoints: [join(root, 'tools/bench/compare-manifests.ts')], outfile: program });
  const lines = join(work, 'manifests.jsonl');
  writeFileSync(lines, manifestLines(root).join('\n'));
  const { pairs, ...acts } = JSON.parse(node([program, lines]).stdout);
  const names = { diff: 'diff of two', apply: 'diff applied', terminal: 'as text', html: 'as HTML' };
  const time = ({ median, slowest }) => `${median.toFixed(2)} ms, ${slowest.toFixed(2)} ms at most`;
  return [['pairs', `${pairs}`], ...Object.entries(names).map(([key, name]) => [name, time(acts[key])])];
}

function manifestLines(root) {
  const folder = join(root, 'test-data/golden');
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.stringify(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
}
