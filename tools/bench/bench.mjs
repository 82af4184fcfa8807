// `npm run bench`: how fast manifests are made, what customizations cost, how fast the command starts, and how fast images
// are read. Figures are rates and ratios of one run on one machine; nothing fails on them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { bundle, bundlePath, bundleSettings, isStale } from '../bundle.mjs';
import { bootRows } from './boots.mjs';
import { diffRows } from './diffs.mjs';
import { fleetRows } from './fleets.mjs';
import { goldenRows } from './goldens.mjs';
import { idRows } from './ids.mjs';
import { imageRows } from './images.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reference = join(root, 'test-data/reference/image-builder');
const diskTypes = ['raw', 'ami', 'qcow2', 'vmdk', 'vhd', 'gce', 'ova', 'vsphere-ova', 'oci'];

const work = mkdtempSync(join(tmpdir(), 'bootwright-bench-'));
try {
  await run();
} finally {
  rmSync(work, { recursive: true });
}

async function run() {
  if (isStale()) await bundle();
  const lines = readRequests((type) => diskTypes.includes(type));
  const media = readRequests((type) => !diskTypes.includes(type));
  const [requests, mediaRequests] = [written('requests.jsonl', lines), written('media.jsonl', media)];

  heading(`${lines.length} requests for disks, ${media.length} for ISOs and network boot, from text to checksum`);
  const program = join(work, 'manifests.mjs');
  await build({ ...bundleSettings, entryPoints: [join(root, 'tools/bench/manifests.ts')], outfile: program });
  const { perSecond, growth } = JSON.parse(node([program, requests]).stdout);
  row('disks in one thread', `${Math.round(perSecond)} a second`);
  const { perSecond: mediaRate } = JSON.parse(node([program, mediaRequests]).stdout);
  row('ISOs and network boot', `${Math.round(mediaRate)} a second`);
  row('1 process of `batch`', batchRate(lines, requests, 1));
  row(`\`batch --jobs ${cpus().length}\``, batchRate(lines, requests, cpus().length));

  heading('differences of manifests');
  for (const [name, value] of await diffRows({ root, work, node })) row(name, value);

  heading('sets of manifests, as image-builder has them');
  for (const [name, value] of fleetRows({ root, work })) row(name, value);

  heading('ids and checks of manifests');
  for (const [name, value] of await idRows({ root, work, node })) row(name, value);

  heading('goldens');
  for (const [name, value] of goldenRows({ root, work, node })) row(name, value);

  heading('customizations');
  row('100 of each kind against 5', `${growth.toFixed(1)} times the time`);

  heading('start of the command, against `node -e 0`');
  const bare = wallTime(['-e', '0']);
  for (const args of [['--version'], ['--help'], ['list']]) {
    row(`bootwright ${args.join(' ')}`, `${(wallTime([bundlePath, ...args]) / bare).toFixed(2)} times`);
  }

  heading('machines');
  for (const [name, value] of await bootRows({ root, work, node })) row(name, value);

  heading('images');
  for (const [name, value] of await imageRows({ root, work, node })) row(name, value);
}

/** The path of a file with these lines. */
function written(name, lines) {
  const path = join(work, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** The recorded requests for images of some types. */
function readRequests(isOfType) {
  return ['systematic', 'random', 'random-iso', 'upstream', 'anaconda-iso']
    .flatMap((set) => text(join(reference, `${set}.requests.jsonl.gz`)).split('\n'))
    .filter((line) => line !== '' && isOfType(JSON.parse(line).image_type));
}

function text(path) {
  return gunzipSync(readFileSync(path)).toString();
}

/** Requests a second beyond start and warm-up: by the difference between a long and a short run. */
function batchRate(lines, requests, jobs) {
  const long = join(work, 'long.jsonl');
  const times = 8;
  writeFileSync(long, `${lines.join('\n')}\n`.repeat(times));
  const args = (file) => [bundlePath, 'batch', file, '--mock-sources', '--jobs', `${jobs}`];
  const seconds = (wallTime(args(long), 3) - wallTime(args(requests), 3)) / 1000;
  return `${Math.round((lines.length * (times - 1)) / seconds)} a second`;
}

/** Median of the times of whole processes, in milliseconds. */
function wallTime(args, runs = 15) {
  const times = [];
  for (let index = 0; index < runs; index++) {
    const start = performance.now();
    node(args);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)];
}

function node(args) {
  const options = { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'pipe'] };
  const result = spawnSync(process.execPath, args, options);
  if (result.status !== 0) throw new Error(`node ${args.join(' ')}\n${result.stderr.slice(-2000)}`);
  return result;
}

function heading(title) {
  console.log(`\n${title}`);
}

function row(name, value) {
  console.log(`  ${name.padEnd(34)} ${value}`);
}
