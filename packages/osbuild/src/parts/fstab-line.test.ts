import { expect, test } from 'vitest';
import { encodeJsonCompact } from '../encoding/encode-manifest.ts';
import { fstabLine } from './fstab-line.ts';

test.each([
  [
    'a whole line, in the order of the manifest',
    { passno: 2, freq: 1, options: 'ro', path: '/boot', vfs_type: 'ext4', label: 'boot', uuid: 'u' },
    '{"uuid":"u","label":"boot","vfs_type":"ext4","path":"/boot","options":"ro","freq":1,"passno":2}\n',
  ],
  [
    'nothing that is empty, but for the type',
    { passno: 0, freq: 0, options: '', path: '/', vfs_type: '', uuid: 'u' },
    '{"uuid":"u","vfs_type":"","path":"/"}\n',
  ],
])('writes %s', (_name, fields, text) => {
  expect(encodeJsonCompact(fstabLine(fields))).toBe(text);
});
