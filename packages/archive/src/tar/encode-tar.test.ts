import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { gnuTar, needs } from '../../../../tools/probes.mjs';
import { encodeTar } from './encode-tar.ts';
import { TarReader } from './tar-reader.ts';

const segment = (length: number) => 'x'.repeat(length);
const paths: readonly (readonly [string, string])[] = [
  ['a short path', 'a/b.json'],
  ['a name of 100 bytes', segment(100)],
  ['a path that is split at a slash', `${segment(90)}/${segment(60)}/${segment(40)}`],
  ['a prefix of 155 bytes and a name of 100', `${segment(155)}/${segment(100)}`],
  ['a name that is too long for a header', `a/${segment(101)}`],
  ['a prefix that is too long for a header', `${segment(156)}/${segment(100)}`],
  ['letters of several bytes', `${'ü'.repeat(80)}/é.json`],
];

function read(archive: Uint8Array): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  let [name, text] = ['', ''];
  const reader = new TarReader(
    {
      entry: (entry) => {
        [name, text] = [Buffer.from(entry.name).toString(), ''];
        return true;
      },
      content: (bytes) => {
        text += Buffer.from(bytes).toString();
      },
      end: () => found.push([name, text]),
    },
    'archive',
  );
  reader.push(archive);
  reader.finish();
  return found;
}

test.each(paths)('reads back %s', (_name, path) => {
  const files = [
    { path, bytes: Buffer.from('{}\n') },
    { path: 'next', bytes: Buffer.from('x'.repeat(512)) },
    { path: 'empty', bytes: new Uint8Array() },
  ];
  const archive = encodeTar(files);
  expect(archive.length % 512).toBe(0);
  expect(read(archive)).toEqual(files.map((one) => [one.path, Buffer.from(one.bytes).toString()]));
});

const tar = needs(gnuTar());

test.skipIf(tar.missing)(`GNU tar lists the same names${tar.note}`, () => {
  const archive = encodeTar(paths.map(([, path], index) => ({ path, bytes: new Uint8Array(index) })));
  const listed = execFileSync('tar', ['--quoting-style=literal', '-tf', '-'], { input: archive, encoding: 'utf8' });
  expect(listed.trimEnd().split('\n')).toEqual(paths.map(([, path]) => path));
});
