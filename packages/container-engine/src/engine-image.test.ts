import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { parseEngineImage } from './engine-image.ts';

const id = 'b75c23cfaf5d3cc901ed4ed8b5f28bd5ecf5479c392e762224ac2624290ca4f8';
const own = `sha256:${'1'.repeat(64)}`;
const list = `sha256:${'2'.repeat(64)}`;
const text = (image: object) => JSON.stringify([image]);

describe('what podman prints of an image', () => {
  test('pulled through a list of architectures', () => {
    const image = {
      Id: id,
      Digest: own,
      RepoTags: ['registry.example.com/a/b:1'],
      RepoDigests: [`registry.example.com/a/b@${list}`, `registry.example.com/a/b@${own}`],
      Created: '2026-11-23T22:02:52.752320308Z',
      Config: { Labels: { 'containers.bootc': '1' } },
      Labels: { 'containers.bootc': '1', 'ostree.bootable': 'true' },
      Architecture: 'arm64',
      Size: 1997895,
      RootFS: { Type: 'layers', Layers: [own, list] },
    };
    expect(parseEngineImage(text(image), 'podman', 'registry.example.com/a/b:1')).toEqual({
      imageId: `sha256:${id}`,
      digest: own,
      listDigest: list,
      architecture: 'aarch64',
      size: 1997895,
      created: '2026-11-23T22:02:52.752320308Z',
      labels: new Map([
        ['containers.bootc', '1'],
        ['ostree.bootable', 'true'],
      ]),
      layers: 2,
    });
  });

  test('built here, without labels', () => {
    const image = { Id: id, Digest: own, RepoDigests: [`localhost/a@${own}`], Labels: null, Architecture: 'amd64' };
    expect(parseEngineImage(text(image), 'podman', 'localhost/a')).toEqual({
      imageId: `sha256:${id}`,
      digest: own,
      architecture: 'x86_64',
      labels: new Map(),
    });
  });
});

describe('what Docker prints of an image', () => {
  test('whose digests are those of several repositories', () => {
    const image = {
      Id: `sha256:${id}`,
      RepoDigests: [`other/b@${list}`, `registry.example.com/a/b@${own}`],
      Created: '0001-01-01T00:00:00Z',
      Config: { Labels: null },
      Architecture: 'ppc64le',
    };
    expect(parseEngineImage(text(image), 'docker', 'registry.example.com/a/b:1')).toEqual({
      imageId: `sha256:${id}`,
      digest: own,
      architecture: 'ppc64le',
      labels: new Map(),
    });
  });

  test('imported, for an architecture that bootc has not', () => {
    const image = { Id: `sha256:${id}`, RepoDigests: [], Architecture: 'mips64le', Size: 0 };
    expect(parseEngineImage(text(image), 'docker', 'a')).toEqual({ imageId: `sha256:${id}`, labels: new Map() });
  });
});

test.each([
  ['nothing', ''],
  ['no JSON', 'Error'],
  ['an empty list', '[]'],
  ['no list', '{}'],
  ['two images', '[{}, {}]'],
  ['no id', '[{"Id": 7}]'],
  ['an invalid id', '[{"Id": "sha256:xyz"}]'],
  ['a name for an id', '[{"Id": "--force"}]'],
])('%s is a fault', (_, answer) => {
  expect(outcomeOf(() => parseEngineImage(answer, 'podman', 'a'))).toEqual({
    fault: 'podman/answer',
    message: '"podman image inspect" printed nothing usable about a',
  });
  expect(outcomeOf(() => parseEngineImage(answer, 'docker', 'a'))).toEqual({
    fault: 'docker/answer',
    message: '"docker image inspect" printed nothing usable about a',
  });
});
