import { expect, test } from 'vitest';
import { encodeManifest } from '../encoding/encode-manifest.ts';
import { decodeManifest } from './decode-manifest.ts';

const manifest = (number: string): string => `{
  "version": "2",
  "pipelines": [
    {
      "name": "image",
      "stages": [
        {
          "type": "org.osbuild.mkdir",
          "options": {
            "paths": [
              {
                "path": "/a",
                "mode": ${number}
              }
            ]
          }
        }
      ]
    }
  ],
  "sources": {}
}
`;

test('a number that fits a double is encoded as it was', () => {
  expect(encodeManifest(decodeManifest(manifest('493'), { document: 'manifest' }))).toBe(manifest('493'));
});

test.each(['9007199254740993', '1e400', '493.0', '493.00000000000000000001'])(
  'a manifest is rejected where %s would become another number',
  (number) => {
    expect(() => decodeManifest(manifest(number), { document: 'manifest' })).toThrow(
      expect.objectContaining({
        code: 'osbuild/number',
        message: `the number ${number} cannot be kept as it is written`,
        at: expect.objectContaining({
          document: 'manifest',
          path: ['pipelines', 0, 'stages', 0, 'options', 'paths', 0, 'mode'],
        }),
        hint: 'write a whole number up to 2^53 - 1 without a fraction',
      }),
    );
  },
);
