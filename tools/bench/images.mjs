// How fast images are read, and what reading saves against asking.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleSettings } from '../bundle.mjs';
import { makeOciArchive } from './oci-archive.mjs';

const archiveSize = 600e6;

/** Rows of `[name, value]`; `work` is a directory for what is made, `node` runs Node with arguments. */
export async function imageRows({ root, work, node }) {
  const program = join(work, 'read-images.mjs');
  await build({ ...bundleSettings, entryPoints: [join(root, 'tools/bench/read-images.ts')], outfile: program });
  const time = (...args) => JSON.parse(node([program, ...args]).stdout);
  return [...(await archiveRows(work, time)), ...engineRows(root, time)];
}

async function archiveRows(work, time) {
  const archive = join(work, 'image.tar');
  await makeOciArchive(archive, archiveSize);
  const { read, peakMemory } = time(`oci-archive:${archive}`);
  const { size } = statSync(archive);
  return [
    [`oci-archive of ${Math.round(size / 1e6)} MB`, `${Math.round(size / 1000 / read)} MB/s`],
    ['memory at most', `${Math.round(peakMemory / 2 ** 20)} MiB`],
  ];
}

/** Images of Debian's packages in podman's storage, made where they can be and removed afterwards. */
function engineRows(root, time) {
  const rows = (value) => [['image of podman', value]];
  const folder = join(root, 'node_modules/.cache/real-root');
  const podman = run('podman', ['info']);
  if (podman.status !== 0) return rows(`not measured: ${reason(podman, 'podman does not work here')}`);
  const made = run(join(root, '.ci/make-real-root.sh'), [folder]);
  if (made.status !== 0) return rows(`not measured: ${reason(made, 'no root of Debian can be made')}`);
  return ['unsealed', 'sealed'].flatMap((kind) => kindRows(kind, join(folder, kind), time));
}

/** What one image is read and asked in, in one run. */
function kindRows(kind, root, time) {
  const rows = (value) => [[`${kind} image of podman`, value]];
  const name = `localhost/bootwright-bench:${kind}`;
  const imported = run('sh', ['-c', 'tar -C "$1" -c . | podman import --quiet - "$2"', 'sh', root, name]);
  try {
    if (imported.status !== 0) return rows(`not measured: ${reason(imported, 'podman takes no image')}`);
    const started = run('podman', ['run', '--rm', '--network', 'none', '--entrypoint', 'true', name]);
    if (started.status !== 0) return rows(`not measured: ${reason(started, 'podman starts no container')}`);
    const { read, readModules, readInitramfs, asked } = time(`containers-storage:${name}`, '5', 'ask');
    const against = (own) => `${(asked / own).toFixed(1)} times as fast (${Math.round(own)} ms)`;
    return [
      [`${kind} image of podman, asked`, `${Math.round(asked)} ms`],
      ['read as for a manifest', against(read)],
      ['read as by `inspect`', against(readModules)],
      ...(kind === 'sealed' ? [] : [['read, initramfs to its end', against(readInitramfs)]]),
    ];
  } finally {
    run('podman', ['image', 'rm', '--force', name]);
  }
}

function run(program, args) {
  return spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The last line that a program said, or what it means that it said nothing. */
function reason({ error, stderr }, otherwise) {
  if (error?.code === 'ENOENT') return `there is no ${error.path?.split('/').at(-1) ?? 'such program'}`;
  return stderr?.trim().split('\n').at(-1) || otherwise;
}
