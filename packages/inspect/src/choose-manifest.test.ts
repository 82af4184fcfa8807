import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../testing/outcome.ts';
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
      { fault: 'image/architecture', message: 'it has no image for x86_64; it has none at all' },
    ],
  ])('%s', (_, manifests, isAsked, expected) => {
    const outcome = outcomeOf(() => chooseManifest(manifests, { isAsked, architecture: 'x86_64' }, 'it'));
    expect('value' in outcome ? outcome.value.descriptor.digest : outcome).toEqual(expected);
  });
});
