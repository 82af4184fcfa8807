import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { TarListener } from '@bootwright/archive';
import { atOnce, TarReader, WorkBudget } from '@bootwright/archive';
import { unclearLayer } from '@bootwright/file-contexts';
import { describe, expect, test } from 'vitest';
import { countCompared } from '../../../tools/comparison.ts';
import { type DifferenceSet, knownDifferences } from '../../../tools/known-inspection-differences.ts';
import { recordings, recordingText, referenceLines } from '../../../tools/reference.ts';
import { outcomeOf } from '../../core/testing/outcome.ts';

import { encodeDump } from './dump/encode-dump.ts';
import { parseDump } from './dump/parse-dump.ts';
import { erofsDigest } from './erofs/erofs-digest.ts';
import type { ErofsVersion } from './erofs/erofs-format.ts';
import { writeErofs } from './erofs/erofs-image.ts';
import type { VerityAlgorithm } from './fs-verity.ts';
import { LayerTree } from './layers/layer-tree.ts';
import { linkedFiles, unreadFiles } from './layers/linked-files.ts';
import { transformForBoot } from './root/boot-transform.ts';
import type { Directory } from './root/composefs-tree.ts';
import { transformForOci } from './root/oci-transform.ts';
import { PolicyCache } from './root/selinux-labels.ts';
import { composefsDigest, RootDigests } from './root-digests.ts';

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
  /** bootc gives the layers no digest. */
  readonly fails?: true;
  readonly boot?: Digests;
  readonly plain?: Digests;
  readonly keep_user?: Readonly<Record<string, string>>;
  /** Of the EROFS image that the digest is of. */
  readonly erofs_sha256?: string;
}

const vectors = referenceLines<Vector>('composefs/vectors');
const set = 'composefs/vectors';

function layersOf(vector: Vector): readonly Buffer[] {
  const { tar, tar_gz, layers_gz = [] } = vector;
  if (tar !== undefined) return [Buffer.from(tar, 'base64')];
  return [...(tar_gz === undefined ? [] : [tar_gz]), ...layers_gz].map((text) =>
    gunzipSync(Buffer.from(text, 'base64')),
  );
}

function treeOf(vector: Vector, algorithm: VerityAlgorithm, negativeTimes = false): Directory {
  const tree = new LayerTree({ algorithm, negativeTimes });
  const layers = layersOf(vector);
  const read = (listener: TarListener, index: number): void => {
    const reader = new TarReader(listener, 'the layer');
    reader.push(layers[index] ?? new Uint8Array());
    reader.finish();
    if (reader.isCutShort) throw unclearLayer('the layer');
  };
  for (const index of layers.keys()) {
    tree.beginLayer(index);
    read(tree, index);
  }
  for (const [index, files] of unreadFiles(tree.root)) read(linkedFiles(files, new WorkBudget()), index);
  return tree.root;
}

const versions: readonly ErofsVersion[] = [0, 1, 2];
const algorithms: readonly VerityAlgorithm[] = ['sha512', 'sha256'];
const whole = vectors.filter(({ tar_incomplete }) => tar_incomplete === undefined);
const sound = whole.filter(({ digest }) => digest !== undefined);

const described = vectors.filter(({ tar_incomplete }) => tar_incomplete === true);

test('a dump of bootc is read and written as it is', () => {
  const dumps = described.flatMap(({ dumpfile }) => dumpfile ?? []);
  expect(dumps.length).toBeGreaterThan(0);
  expect(dumps.map((dump) => [...encodeDump(parseDump(dump))].join(''))).toEqual(dumps);
});

// In one test: a clone without the recordings counts one that is skipped.
test.skipIf(recordings.missing)(
  `the dump of a root is that of bootc${recordings.note}`,
  () => {
    const dumps = new Map(
      recordingText('composefs/vectors.jsonl')
        .split('\n')
        .filter((line) => line !== '')
        .map((line): Vector => JSON.parse(line))
        .map(({ name, dumpfile }) => [name, dumpfile]),
    );
    const compared = sound.filter(({ name }) => dumps.get(name) !== undefined);
    expect(compared.length).toBeGreaterThan(90);
    for (const vector of compared) {
      const digests = new RootDigests(treeOf(vector, 'sha512', vector.negative), { algorithm: 'sha512' });
      const dump = [...encodeDump(atOnce(digests.bootTree('capabilities')))].join('');
      expect(dump, vector.name).toBe(dumps.get(vector.name));
      expect([...encodeDump(parseDump(dump))].join(''), vector.name).toBe(dump);
    }
  },
  120_000,
);

describe('the digest that bootc computes', () => {
  test.for(sound)('$name', (vector, { task }) => {
    countCompared(task, { set, digests: 1 });
    const tree = treeOf(vector, 'sha512', vector.negative);
    expect(composefsDigest(tree, { version: 1, xattrs: 'capabilities' }, 'sha512')).toBe(vector.digest);
    if (vector.digest_oci !== undefined) expect(vector.digest_oci).toBe(vector.digest);
  });

  test.for(whole.filter(({ fails }) => fails === true))('none of $name', (vector, { task }) => {
    countCompared(task, { set, digests: 1 });
    const outcome = outcomeOf(() =>
      composefsDigest(treeOf(vector, 'sha512'), { version: 1, xattrs: 'capabilities' }, 'sha512'),
    );
    expect(outcome).toMatchObject({ fault: expect.stringMatching(/^(composefs\/refused|image\/tar)$/) });
  });

  test.for(described)('$name, from its description', (vector, { task }) => {
    countCompared(task, { set, digests: 1 });
    expect(erofsDigest(parseDump(vector.dumpfile ?? ''), 1, 'sha512')).toBe(vector.digest);
  });
});

describe('every format', () => {
  test.for(sound.filter(({ boot }) => boot !== undefined))('$name', (vector, { task }) => {
    // Two algorithms, three versions, with the boot transformations and without; two with the attributes of users.
    countCompared(task, { set, digests: vector.name === 'xattr-acl' ? 8 : 14 });
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

test.each(sound.filter(({ erofs_sha256 }) => erofs_sha256 !== undefined))(
  'the bytes of the image of $name',
  (vector) => {
    const tree = treeOf(vector, 'sha512', vector.negative);
    atOnce(transformForOci(tree, 'capabilities'));
    atOnce(transformForBoot(tree, new PolicyCache()));
    const hash = createHash('sha256');
    atOnce(writeErofs(tree, { version: 1, budget: new WorkBudget(), sink: (bytes) => hash.update(bytes) }));
    expect(hash.digest('hex')).toBe(vector.erofs_sha256);
  },
);

const differences: DifferenceSet = 'composefs/differences';

describe('layers that got another digest once', () => {
  test.for(referenceLines<Vector>('composefs/differences'))('$name', (vector, { task }) => {
    const outcome = outcomeOf(() =>
      composefsDigest(treeOf(vector, 'sha512'), { version: 1, xattrs: 'capabilities' }, 'sha512'),
    );
    const theirs =
      vector.fails === true ? { fault: expect.any(String), message: expect.any(String) } : { value: vector.digest_oci };
    const because = knownDifferences(differences).get(vector.name);
    if (because === undefined) expect(outcome).toEqual(theirs);
    else {
      expect(outcome, `it agrees, but is known to differ: ${because.id}`).not.toEqual(theirs);
      expect(outcome).toMatchObject({ fault: because.fault });
    }
    const count = because === undefined ? { digests: 1 } : { knownDifferences: 1 };
    countCompared(task, { set: 'composefs/differences', ...count });
  });
});

test('layers that tools/fresh-roots drew have the digest that bootc gives them, unless a fault says that it is not known', ({
  task,
}) => {
  const fresh = referenceLines<Vector>('composefs/fresh');
  const answers = fresh.map((vector) => {
    const outcome = outcomeOf(() =>
      composefsDigest(treeOf(vector, 'sha512'), { version: 1, xattrs: 'capabilities' }, 'sha512'),
    );
    const own = 'value' in outcome ? outcome.value : outcome.fault;
    return { name: vector.name, own, theirs: vector.digest_oci ?? 'none' };
  });
  const undecided = answers.filter(({ own }) => own === 'composefs/not-computed' || own === 'composefs/unclear');
  const rejected = ['composefs/refused', 'image/tar'];
  const wrong = answers.filter(
    (answer) =>
      !undecided.includes(answer) &&
      (answer.theirs === 'none' ? !rejected.includes(answer.own) : answer.own !== answer.theirs),
  );
  expect(wrong).toEqual([]);
  const known = [...knownDifferences('composefs/fresh')].map(([name, { fault = '' }]) => [name, fault]);
  const shown = Object.fromEntries(undecided.map(({ name, own }) => [name, own]));
  expect(shown).toMatchObject(Object.fromEntries(known));
  expect(undecided.filter(({ theirs }) => theirs !== 'none').length).toBeLessThan(fresh.length / 20);
  const digests = fresh.length - undecided.length;
  expect(digests).toBeGreaterThan(300);
  countCompared(task, { set: 'composefs/fresh', digests, knownDifferences: undecided.length });
});
