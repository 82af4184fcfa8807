import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { chooseManifest } from './choose-manifest.ts';
import type { IndexedManifest } from './oci-documents.ts';
import { parseManifestDocument } from './oci-documents.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

function index(...platforms: readonly (Readonly<Record<string, string>> | undefined)[]): readonly IndexedManifest[] {
  const manifests = platforms.map((platform, place) => ({
    digest: digest('abcdef'[place] ?? '0'),
    size: 1,
    ...(platform === undefined ? {} : { platform }),
  }));
  const document = parseManifestDocument(Buffer.from(JSON.stringify({ schemaVersion: 2, manifests })), 'it');
  return document.kind === 'index' ? document.manifests : [];
}

const linux = (architecture: string) => ({ os: 'linux', architecture });
const windows = (architecture: string) => ({ os: 'windows', architecture });

describe('of an index, for x86_64', () => {
  test.each<readonly [string, ReturnType<typeof index>, boolean, unknown]>([
    ['the one of its architecture', index(linux('arm64'), linux('amd64')), false, digest('b')],
    ['of Linux, though another system stands first', index(windows('amd64'), linux('amd64')), true, digest('b')],
    ['of no system that is named', index({ architecture: 'amd64' }), true, digest('a')],
    ['the only one, where nothing is asked', index(linux('arm64')), false, digest('a')],
    ['the only one of Linux, where nothing is asked', index(windows('amd64'), linux('arm64')), false, digest('b')],
    ['the only one, where it is not named', index(undefined), true, digest('a')],
    [
      'not the only one, where another is asked',
      index(linux('arm64')),
      true,
      { fault: 'image/architecture', message: 'it has no image for x86_64; it has arm64' },
    ],
    [
      'none of another system',
      index(windows('amd64')),
      false,
      { fault: 'image/architecture', message: 'it has no image for x86_64; it has windows/amd64' },
    ],
    [
      'no attestation',
      index({ os: 'unknown', architecture: 'unknown' }),
      false,
      { fault: 'image/architecture', message: 'it has no image for x86_64; it has none' },
    ],
  ])('%s', (_, manifests, isAsked, expected) => {
    const outcome = outcomeOf(() => chooseManifest(manifests, { isAsked, architecture: 'x86_64' }, 'it'));
    expect('value' in outcome ? outcome.value.manifest.descriptor.digest : outcome).toEqual(expected);
  });
});

describe('several manifests for one platform', () => {
  const arm = (variant?: string) => ({ ...linux('arm64'), ...(variant === undefined ? {} : { variant }) });
  test.each<readonly [string, ReturnType<typeof index>, 'x86_64' | 'aarch64', string, readonly string[]]>([
    ['the first is read, and the others are named', index(linux('amd64'), linux('amd64')), 'x86_64', 'a', ['b']],
    ['of the usual variant and none, both count', index(arm(), arm('v8'), arm('v9')), 'aarch64', 'a', ['b']],
    ['one of another variant counts less', index(arm('v9'), arm('v8')), 'aarch64', 'b', []],
    [
      'one of another variant counts less than none',
      index({ ...linux('amd64'), variant: 'v3' }, linux('amd64')),
      'x86_64',
      'b',
      [],
    ],
  ])('%s', (_, manifests, architecture, expected, others) => {
    const { manifest, ...chosen } = chooseManifest(manifests, { isAsked: true, architecture }, 'it');
    expect([manifest.descriptor.digest, chosen.others]).toEqual([digest(expected), others.map(digest)]);
  });

  test.each<readonly [string, readonly object[], readonly string[]]>([
    [
      'one with the annotation of an attestation, which podman does not look at',
      [
        { platform: linux('amd64'), annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } },
        { platform: linux('amd64') },
      ],
      ['a'],
    ],
    ['of no platform, where podman takes another', [{ platform: linux('amd64') }, {}], []],
    ['of no platform, where the other is of no system', [{ platform: { architecture: 'amd64' } }, {}], ['b']],
    ['of no platform, where the other has a name of Linux', [{ platform: linux('x86_64') }, {}], ['b']],
    ['of no platform, where the other has a variant', [{ platform: { ...linux('amd64'), variant: 'v3' } }, {}], ['b']],
    ['of a platform that is null', [{ platform: null }, { platform: linux('x86_64') }], ['a']],
    ['of a platform that is empty, which fits nothing', [{ platform: {} }, { platform: linux('x86_64') }], []],
  ])('%s', (_, descriptors, others) => {
    const manifests = descriptors.map((descriptor, place) => ({
      digest: digest('ab'[place] ?? '0'),
      size: 1,
      ...descriptor,
    }));
    const document = parseManifestDocument(Buffer.from(JSON.stringify({ schemaVersion: 2, manifests })), 'it');
    if (document.kind !== 'index') throw new Error('it is not an index');
    const chosen = chooseManifest(document.manifests, { isAsked: true, architecture: 'x86_64' }, 'it');
    expect(chosen.others).toEqual(others.map(digest));
  });

  test('one that is named twice is one', () => {
    const [one] = index(linux('amd64'));
    if (one === undefined) throw new Error('the index is empty');
    expect(chooseManifest([one, one], { isAsked: true, architecture: 'x86_64' }, 'it').others).toEqual([]);
  });
});
