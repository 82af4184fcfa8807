import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeJsonCompact } from '../encoding/encode-manifest.ts';
import { inlineData } from './inline-data.ts';
import { type SourceContainer, sources } from './source.ts';

const remote: SourceContainer = {
  source: 'registry.example.com/os:latest',
  digest: 'sha256:d',
  imageId: 'sha256:i',
  listDigest: 'sha256:l',
  localStorage: false,
};

describe('the sources section', () => {
  test('is empty where nothing is referred to', () => {
    expect(sources({})).toEqual({});
    expect(sources({ containers: [], inline: [] })).toEqual({});
  });

  test('has local containers by image id, each once, sorted', () => {
    const local = (imageId: string) => ({ ...remote, imageId, localStorage: true });
    expect(encodeJsonCompact(sources({ containers: [local('b'), local('a'), local('b')] }))).toBe(
      '{"org.osbuild.containers-storage":{"items":{"a":{},"b":{}}}}\n',
    );
  });

  test('has remote containers and their manifest lists', () => {
    expect(encodeJsonCompact(sources({ containers: [{ ...remote, tlsVerify: false }] }))).toBe(
      '{"org.osbuild.skopeo":{"items":{"sha256:i":{"image":{"name":"registry.example.com/os:latest","digest":"sha256:d","tls-verify":false}}}},' +
        '"org.osbuild.skopeo-index":{"items":{"sha256:l":{"image":{"name":"registry.example.com/os:latest","tls-verify":false}}}}}\n',
    );
  });

  test('has no manifest list where the reference names none', () => {
    const { listDigest: _none, ...single } = remote;
    expect(Object.keys(sources({ containers: [single] }))).toEqual(['org.osbuild.skopeo']);
  });

  test('is sorted by source', () => {
    const all = sources({
      containers: [remote, { ...remote, imageId: 'sha256:j', localStorage: true }],
      inline: [inlineData('text')],
    });
    expect(Object.keys(all)).toEqual([
      'org.osbuild.containers-storage',
      'org.osbuild.inline',
      'org.osbuild.skopeo',
      'org.osbuild.skopeo-index',
    ]);
  });
});

describe('inline data', () => {
  test('is the text in base64 under its checksum', () => {
    expect(inlineData('hello\n')).toEqual({
      id: 'sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
      item: { encoding: 'base64', data: 'aGVsbG8K' },
    });
  });

  test('agrees with Node for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = Buffer.from(text, 'utf8');
        expect(inlineData(text)).toEqual({
          id: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
          item: { encoding: 'base64', data: bytes.toString('base64') },
        });
      }),
    );
  });
});
