import { expect, test } from 'vitest';
import { formerDigest, smallestDigest } from '../../testing/sealed-image.ts';
import { bootcVerdicts } from './bootc-versions.ts';

const directory = () => ({
  stat: { mode: 0o755, uid: 0, gid: 0, seconds: 1_700_000_000, nanoseconds: 0, xattrs: new Map() },
  entries: new Map(),
});
/** The root of which bootc's own digests are known. */
const root = {
  ...directory(),
  entries: new Map([
    ['boot', directory()],
    ['sysroot', directory()],
    ['usr', directory()],
  ]),
};

test.each<[string, readonly string[], readonly string[]]>([
  [
    'the digest of bootc 1.16.9',
    [smallestDigest],
    ['install 1.16.4 or later', 'update 1.16.4 or later 1.16.4 or later'],
  ],
  [
    'the digest of bootc before 1.16.4',
    [formerDigest],
    [
      'install 1.16.3',
      'install 1.16.2 or earlier',
      'update 1.16.3 or later 1.16.3 or earlier',
      'update 1.16.2 or earlier 1.16.2 or earlier',
    ],
  ],
  ['both, in two images', [smallestDigest, formerDigest], []],
  ['none', [], []],
])('an image that names %s is accepted by the versions that compute it', async (_, named, expected) => {
  const verdicts = await bootcVerdicts(root, named);
  const accepting = verdicts.flatMap(({ action, versions, installedBy, accepts }) =>
    accepts ? [[action, versions, ...(installedBy === undefined ? [] : [installedBy])].join(' ')] : [],
  );
  expect(accepting).toEqual(expected);
});
