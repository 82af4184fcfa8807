import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readDumpfile } from '../../testing/dumpfile.ts';
import { outcomeOf } from '../../testing/outcome.ts';
import { hasReference, recorded } from '../../testing/reference.ts';
import { TarReader } from '../tar/tar-reader.ts';
import { composefsDigest, erofsDigest } from './composefs-digest.ts';
import type { Directory } from './composefs-tree.ts';
import type { ErofsVersion } from './erofs-format.ts';
import { writeErofs } from './erofs-image.ts';
import type { VerityAlgorithm } from './fs-verity.ts';
import { LayerTree } from './layer-tree.ts';

type Digests = Readonly<Record<VerityAlgorithm, Readonly<Record<string, string>>>>;

/** What bootc 1.16.9 and composefs' own program said of one tree. */
interface Vector {
  readonly name: string;
  readonly tar?: string;
  readonly tar_gz?: string;
  readonly layers_gz?: readonly string[];
  readonly tar_incomplete?: true;
  readonly negative?: true;
  readonly dumpfile?: string;
  readonly digest?: string;
  readonly digest_oci?: string;
  readonly error?: string;
  readonly oci_error?: string;
  readonly boot?: Digests;
  readonly plain?: Digests;
  readonly keep_user?: Readonly<Record<string, string>>;
  readonly erofs_gz?: string;
}

const vectors: readonly Vector[] = recorded('composefs/vectors.jsonl');

test.skipIf(hasReference)('what a real bootc computed is not in this checkout', () => {
  expect(vectors).toEqual([]);
});

function layersOf(vector: Vector): readonly Buffer[] {
  const { tar, tar_gz, layers_gz = [] } = vector;
  if (tar !== undefined) return [Buffer.from(tar, 'base64')];
  return [...(tar_gz === undefined ? [] : [tar_gz]), ...layers_gz].map((text) =>
    gunzipSync(Buffer.from(text, 'base64')),
  );
}

function treeOf(vector: Vector, algorithm: VerityAlgorithm, negativeTimes = false): Directory {
  const tree = new LayerTree({ algorithm, negativeTimes });
  for (const layer of layersOf(vector)) {
    const reader = new TarReader(tree, 'the layer');
    reader.push(layer);
    reader.finish();
  }
  return tree.root;
}

const versions: readonly ErofsVersion[] = [0, 1, 2];
const algorithms: readonly VerityAlgorithm[] = ['sha512', 'sha256'];
const whole = vectors.filter(({ tar_incomplete }) => tar_incomplete === undefined);
const sound = whole.filter(({ digest }) => digest !== undefined);

describe('the digest that bootc computes', () => {
  test.each(sound)('$name', (vector) => {
    const tree = treeOf(vector, 'sha512', vector.negative);
    expect(composefsDigest(tree, { version: 1, xattrs: 'capabilities' }, 'sha512')).toBe(vector.digest);
    if (vector.digest_oci !== undefined) expect(vector.digest_oci).toBe(vector.digest);
  });

  test.each(whole.filter(({ error, oci_error }) => error !== undefined || oci_error !== undefined))(
    'none of $name',
    (vector) => {
      const outcome = outcomeOf(() =>
        composefsDigest(treeOf(vector, 'sha512'), { version: 1, xattrs: 'capabilities' }, 'sha512'),
      );
      expect(outcome).toMatchObject({ fault: expect.stringMatching(/^(composefs\/refused|image\/tar)$/) });
    },
  );

  test.each(vectors.filter(({ tar_incomplete }) => tar_incomplete === true))(
    '$name, from its description',
    (vector) => {
      expect(erofsDigest(readDumpfile(vector.dumpfile ?? ''), 1, 'sha512')).toBe(vector.digest);
    },
  );
});

describe('every format', () => {
  test.each(sound.filter(({ boot }) => boot !== undefined))('$name', (vector) => {
    for (const algorithm of algorithms) {
      const tree = treeOf(vector, algorithm, vector.negative);
      for (const version of versions) {
        const bootable = composefsDigest(tree, { version, xattrs: 'capabilities' }, algorithm);
        expect({ algorithm, version, digest: bootable }).toEqual({
          algorithm,
          version,
          digest: vector.boot?.[algorithm][version],
        });
        // A tar has access control lists as text, in records that composefs does not read.
        if (vector.name !== 'xattr-acl')
          expect(erofsDigest(tree, version, algorithm)).toBe(vector.plain?.[algorithm][version]);
        if (algorithm === 'sha512' && version !== 0)
          expect(composefsDigest(tree, { version, xattrs: 'and those of users' }, algorithm)).toBe(
            vector.keep_user?.[version],
          );
      }
    }
  });
});

test.each(vectors.filter(({ erofs_gz }) => erofs_gz !== undefined))(
  'the very bytes of the image of $name',
  (vector) => {
    const pieces: Uint8Array[] = [];
    writeErofs(readDumpfile(vector.dumpfile ?? ''), 1, (bytes) => pieces.push(bytes));
    expect(Buffer.concat(pieces).equals(gunzipSync(Buffer.from(vector.erofs_gz ?? '', 'base64')))).toBe(true);
  },
);
