// Makes an OCI archive of a wanted size: files of random bytes and of program text, about as many of each as a real
// root has, in layers that gzip packs.
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, createWriteStream, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const MB = 1e6;
const text = readFileSync(createRequire(import.meta.url).resolve('typescript'));

/** What inspection looks for; all else is there to be passed over. */
const root = {
  'etc/os-release': 'ID=bench\nNAME=Bench\nVERSION_ID=1\n',
  'usr/lib/bootc/install/00-bench.toml': '[install.filesystem.root]\ntype = "ext4"\n',
  'usr/lib/bootc/kargs.d/10-console.toml': 'kargs = ["console=ttyS0"]\n',
  'usr/lib/modules/6.12.0/vmlinuz': 'kernel',
};

/** Writes the archive to `path`, about `size` bytes long, through files next to it. */
export async function makeOciArchive(path, size) {
  const blobs = [];
  const layers = 6;
  for (let index = 0; index < layers; index++) {
    const file = `${path}.${index}`;
    blobs.push(await writeLayer(file, index === 0 ? root : {}, { index, size: size / layers }));
  }
  const layerDescriptors = blobs.map(({ digest, file }) =>
    descriptor('image.layer.v1.tar+gzip', digest, statSync(file).size),
  );
  const architecture = { arm64: 'arm64', x64: 'amd64' }[process.arch] ?? process.arch;
  const config = blob({
    architecture,
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: blobs.map(({ diffId }) => diffId) },
  });
  const manifest = blob({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: descriptor('image.config.v1+json', config.digest, config.bytes.length),
    layers: layerDescriptors,
  });
  const index = {
    schemaVersion: 2,
    manifests: [descriptor('image.manifest.v1+json', manifest.digest, manifest.bytes.length)],
  };
  const archive = openSync(path, 'w');
  const put = (name, bytes) => {
    for (const piece of tarEntry(name, bytes)) writeSync(archive, piece);
  };
  put('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
  put('index.json', Buffer.from(JSON.stringify(index)));
  for (const { digest, bytes } of [config, manifest]) put(blobPath(digest), bytes);
  for (const { digest, file } of blobs) {
    put(blobPath(digest), readFileSync(file));
    rmSync(file);
  }
  writeSync(archive, Buffer.alloc(1024));
  closeSync(archive);
}

async function writeLayer(file, named, { index, size }) {
  const [unpacked, packed] = [createHash('sha256'), createHash('sha256')];
  const noted = (hash) =>
    new Transform({
      transform(bytes, _, done) {
        hash.update(bytes);
        done(null, bytes);
      },
    });
  const files = Readable.from(layerBytes(named, { index, size }), { objectMode: false });
  await pipeline(files, noted(unpacked), createGzip({ level: 1 }), noted(packed), createWriteStream(file));
  return { file, diffId: `sha256:${unpacked.digest('hex')}`, digest: `sha256:${packed.digest('hex')}` };
}

/** Two thirds of what is packed are random; text packs to about two ninths. */
function* layerBytes(named, { index, size }) {
  for (const [name, content] of Object.entries(named)) yield* tarEntry(name, Buffer.from(content));
  const fileSize = MB;
  const count = size / fileSize;
  for (let at = 0; at < (count * 2) / 3; at++)
    yield* tarEntry(`usr/lib/bench/${index}/random-${at}`, randomBytes(fileSize));
  for (let at = 0; at < (count / 3) * 4.5; at++) {
    const start = (at * 7919) % (text.length - fileSize);
    yield* tarEntry(`usr/share/bench/${index}/text-${at}`, text.subarray(start, start + fileSize));
  }
  yield Buffer.alloc(1024);
}

/** A file in a tar archive (POSIX ustar). */
function* tarEntry(name, bytes) {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\x000000000\x000000000\0', 100);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\x0000000000000\0        0`, 124);
  header.write('ustar\x0000', 257);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  yield header;
  yield bytes;
  yield Buffer.alloc(-bytes.length & 511);
}

function blob(value) {
  const bytes = Buffer.from(JSON.stringify(value));
  return { bytes, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}

function descriptor(kind, digest, size) {
  return { mediaType: `application/vnd.oci.${kind}`, digest, size };
}

const blobPath = (digest) => join('blobs', digest.replace(':', '/'));
