import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { digestOf } from '../verify-blob.ts';
import { parseDockerManifest } from './docker-manifest.ts';
import { parseImageConfig, parseManifestDocument } from './oci-documents.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const digest = `sha256:${'a'.repeat(64)}`;
const config = '{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"DIGEST","size":1}';
const layer = '{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"DIGEST","size":1}';
const manifest = (more = '', mediaType?: string) => {
  const text = `{"schemaVersion":2,"config":${config},"layers":[${layer}]${more}}`.replaceAll('DIGEST', digest);
  return outcomeOf(() => parseManifestDocument(bytesOf(text), 'it', mediaType));
};
const configuration = (text: string) => outcomeOf(() => parseImageConfig(bytesOf(text), 'it'));
const docker = (text: string) => outcomeOf(() => parseDockerManifest(bytesOf(text)));
const fault = (message: string | RegExp, code = 'image/manifest') => ({
  fault: code,
  message: typeof message === 'string' ? `it cannot be used: ${message}` : expect.stringMatching(message),
});

const indexType = 'application/vnd.oci.image.index.v1+json';
const twice = (key: string) => `the key "${key}" is given twice, and programs differ in which one they take`;
const cased = (key: string, known: string) =>
  `the key ${JSON.stringify(key)} is "${known}" to programs that ignore case, and unknown to others`;

describe('documents of an image that programs read differently are faults', () => {
  test.each<[string, unknown, object]>([
    ['layers given twice', manifest(',"layers":[]'), fault(twice('layers'))],
    ['layers given twice, once with an escape', manifest(',"layer\\u0073":[]'), fault(twice('layers'))],
    ['layers in another case', manifest(',"Layers":[]'), fault(cased('Layers', 'layers'))],
    ['layers with the long s', manifest(',"layerſ":[]'), fault(cased('layerſ', 'layers'))],
    ['a key of a descriptor in another case', manifest(',"subject":{"Digest":"x"}'), fault(cased('Digest', 'digest'))],
    [
      'an index that is a manifest too',
      manifest(',"manifests":[]'),
      fault(/an index and a manifest at once, with "manifests" and "config"/),
    ],
    ['a manifest of two versions', manifest(',"fsLayers":[]'), fault(/two versions at once/)],
    [
      'a manifest that is named as an index',
      manifest('', indexType),
      fault(`it is a manifest, but its media type is ${indexType}`),
    ],
    [
      'a manifest that says it is an index',
      manifest(`,"mediaType":"${indexType}"`),
      fault(`it is a manifest, but its media type is ${indexType}`),
    ],
    [
      'a null behind it',
      outcomeOf(() => parseManifestDocument(bytesOf('{"manifests":[]}\0'), 'it')),
      fault('it is not valid JSON: there is more text after the value'),
    ],
    [
      'a second document behind it',
      outcomeOf(() => parseManifestDocument(bytesOf('{"manifests":[]}{}'), 'it')),
      fault('it is not valid JSON: there is more text after the value'),
    ],
    [
      'a byte order mark',
      outcomeOf(() => parseManifestDocument(bytesOf('\uFEFF{"manifests":[]}'), 'it')),
      fault('it is not valid JSON: it begins with a byte order mark'),
    ],
    [
      'bytes that are not UTF-8',
      outcomeOf(() => parseManifestDocument(Uint8Array.of(0x22, 0xff, 0x22), 'it')),
      fault('it is not valid UTF-8'),
    ],
    [
      'diff_ids given twice',
      configuration('{"rootfs":{"diff_ids":[],"type":"layers","diff_ids":["x"]}}'),
      fault(twice('diff_ids')),
    ],
    ['a root file system given twice', configuration('{"rootfs":{},"rootfs":{}}'), fault(twice('rootfs'))],
    ['a root file system in another case', configuration('{"RootFS":{}}'), fault(cased('RootFS', 'rootfs'))],
    ['labels in another case', configuration('{"config":{"labels":{}}}'), fault(cased('labels', 'Labels'))],
    [
      'another root file system than layers',
      configuration('{"rootfs":{"type":"x"}}'),
      fault('its root file system is "x", not "layers"'),
    ],
    [
      'layers of a Docker archive in another case',
      docker('[{"Config":"a","layers":[]}]'),
      fault(/^manifest.json cannot be used: the key "layers" is "Layers"/),
    ],
    [
      'layers of a Docker archive given twice',
      docker('[{"Config":"a","Layers":[],"Layers":[]}]'),
      fault(/"Layers" is given twice/),
    ],
  ])('%s', (_, outcome, expected) => {
    expect(outcome).toEqual(expected);
  });

  test('with line, column and path', () => {
    const text = '{"a": 1,\n "manifests": [{\n  "Digest": 1}]}';
    let at: unknown;
    try {
      parseManifestDocument(bytesOf(text), 'index.json');
    } catch (error) {
      at = error instanceof Error && 'at' in error ? error.at : error;
    }
    expect(at).toEqual({ document: 'index.json', path: ['manifests', 0, 'Digest'], line: 3, column: 3 });
  });

  test('labels and annotations of any case are those of people', () => {
    const labels = { Labels: 'a', labels: 'b', OS: 'c', Type: 'd' };
    expect(configuration(JSON.stringify({ config: { Labels: labels } }))).toMatchObject({
      value: { labels: new Map(Object.entries(labels)) },
    });
    expect(manifest(',"annotations":{"Layers":"x","layers":"y"}')).toMatchObject({ value: { kind: 'manifest' } });
  });
});

describe('a blob in its descriptor', () => {
  const content = bytesOf('{}');
  const withData = (data: unknown) => {
    const blob = { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: digestOf(content), size: 2, data };
    const text = JSON.stringify({
      schemaVersion: 2,
      config: JSON.parse(config.replace('DIGEST', digest)),
      layers: [blob],
    });
    return outcomeOf(() => parseManifestDocument(bytesOf(text), 'it'));
  };
  test('has to be that blob', () => {
    expect(withData(Buffer.from(content).toString('base64'))).toMatchObject({ value: { kind: 'manifest' } });
    const other = `"data" of ${digestOf(content).slice(0, 19)}… in it is not that blob`;
    for (const data of ['e30', 'e30K', '', 1, null, 'e3 0='])
      expect(withData(data)).toEqual(fault(new RegExp(`^${other}$`), 'image/digest'));
  });
});

test.each<[string, unknown, object]>([
  ['addresses to fetch it from', ['https://registry.example.com/layer'], { hasUrls: true }],
  ['an empty list of them', [], {}],
  ['none', undefined, {}],
])('a layer whose descriptor has %s', (_, urls, more) => {
  const described = { ...JSON.parse(layer.replace('DIGEST', digest)), urls };
  const text = JSON.stringify({ config: JSON.parse(config.replace('DIGEST', digest)), layers: [described] });
  expect(outcomeOf(() => parseManifestDocument(bytesOf(text), 'it'))).toMatchObject({
    value: expect.objectContaining({ layers: [{ digest, size: 1, mediaType: described.mediaType, ...more }] }),
  });
});

test('any bytes are a document or a fault', () => {
  const words = [
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"layers"',
    '"Layers"',
    '"config"',
    '"data"',
    '1',
    'null',
    '"__proto__"',
    '\uFEFF',
  ];
  const text = fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 30 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(text, fc.json()), (any) => {
      for (const parse of [manifest, configuration, docker]) expect(() => parse(any)).not.toThrow();
    }),
    { numRuns },
  );
});
