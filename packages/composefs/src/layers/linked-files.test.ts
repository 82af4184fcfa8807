import { gunzipSync } from 'node:zlib';
import type { BlobStore } from '@bootwright/container-image';
import { expect, test } from 'vitest';
import { referenceLines } from '../../../../tools/reference.ts';
import { writeTar } from '../../../archive/testing/tar.ts';
import { sha256 } from '../../../container-image/testing/image.ts';
import { stored } from '../../../container-image/testing/read-blobs.ts';
import { laterOutcomeOf } from '../../../core/testing/async-outcome.ts';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { directory, smallestRoot } from '../../testing/bootc-root.ts';
import { composefsDigest } from '../root-digests.ts';
import { readComposefs } from './read-composefs.ts';

interface Linked {
  readonly name: string;
  readonly layers_gz: readonly string[];
  readonly digest_oci: string;
}

const linked = referenceLines<Linked>('composefs/differences').filter(({ name }) =>
  /^C-(ostree-|cfg-hardlink-)/.test(name),
);
const rereads: Readonly<Record<string, readonly number[]>> = {
  'C-cfg-hardlink-from-outside': [0, 0],
  'C-ostree-export-style': [0, 0],
  'C-ostree-style-two-layers': [0, 1, 0],
};

test.for(linked)('reads the policy through hard links, each of its layers once more: $name', async (vector) => {
  const tars = vector.layers_gz.map((text) => gunzipSync(Buffer.from(text, 'base64')));
  const { store, layers, opened } = stored(...tars);
  const composefs = await readComposefs(store, { layers, config: { labels: new Map(), diffIds: [] } }, {});
  if (composefs.kind === 'refused') throw composefs.fault;
  const digest = composefsDigest(composefs.root, { version: 1, xattrs: 'capabilities' }, 'sha512');
  expect(digest).toBe(vector.digest_oci);
  expect(opened).toEqual(rereads[vector.name]?.map((index) => sha256(tars[index] ?? Buffer.alloc(0))));
});

const policyOf = (config: string | Uint8Array) =>
  writeTar([
    ...smallestRoot,
    ...directory('etc'),
    ...directory('etc/selinux'),
    { name: 'usr/c', content: config },
    { name: 'etc/selinux/config', type: '1', target: 'usr/c' },
  ]);

test('rejects a linked policy that is another when its layer is read again', async () => {
  const [first, second] = ['A', 'B'].map((letter) => policyOf(`SELINUXTYPE=${letter.repeat(80)}\n`));
  let reading = 0;
  const store: BlobStore = {
    open: async function* () {
      reading += 1;
      yield (reading === 1 ? first : second) ?? new Uint8Array();
    },
  };
  const layers = [{ blob: { digest: '', size: 1 }, digestOf: 'nothing' as const }];
  const reread = () => readComposefs(store, { layers, config: { labels: new Map(), diffIds: [] } }, {});
  expect(await laterOutcomeOf(reread)).toEqual({
    fault: 'image/changed',
    message: 'a layer had other files when it was read again',
  });
});

test('does not say that bootc rejects a policy that is too long to be read here', async () => {
  const tar = policyOf(Buffer.alloc(16 * 1024 ** 2 + 1, '#'));
  const { store, layers, opened } = stored(tar);
  const composefs = await readComposefs(store, { layers, config: { labels: new Map(), diffIds: [] } }, {});
  if (composefs.kind === 'refused') throw composefs.fault;
  const digest = () => composefsDigest(composefs.root, { version: 1, xattrs: 'capabilities' }, 'sha512');
  expect(outcomeOf(digest)).toEqual({
    fault: 'composefs/not-computed',
    message: 'its composefs digest is not computed: config of its SELinux policy is longer than 16777216 bytes',
  });
  expect(opened).toHaveLength(1);
});
