import { expect, test } from 'vitest';
import { encodeJsonCompact } from '../encoding/encode-manifest.ts';
import { sfdiskPartition } from './sfdisk-partition.ts';

test.each([
  [
    'a whole partition, in the order of the manifest',
    { attrs: [63], uuid: 'u', type: 't', start: 2048, size: 100, partnum: 3, name: 'root', bootable: true },
    '{"bootable":true,"name":"root","partnum":3,"size":100,"start":2048,"type":"t","uuid":"u","attrs":[63]}\n',
  ],
  [
    'nothing that is empty',
    { attrs: [], uuid: '', type: '83', start: 0, size: 0, name: '', bootable: false },
    '{"type":"83"}\n',
  ],
])('writes %s', (_name, fields, text) => {
  expect(encodeJsonCompact(sfdiskPartition(fields))).toBe(text);
});
