import { expect, test } from 'vitest';
import { sampleContainer, sampleRequest } from '../../../build-request/testing/sample-request.ts';
import { noticePlaces } from '../../testing/notice-places.ts';

test.each<readonly [string, string, number]>([
  ['a line break', 'quiet\nnosmt', 1],
  ['an open quote', 'a="b c', 1],
  ['a root', 'root=/dev/vda4 quiet', 1],
  ['what bootc passes', 'rw boot=LABEL=boot composefs=abc', 3],
  ['single quotes', "dyndbg='file a.c +p' quiet", 1],
  ['a root inside a quoted value', 'dyndbg="file root=x rw" quiet', 0],
  ['an apostrophe', "name=it's", 0],
  ['values with quotes', 'dyndbg="file a.c +p" quiet', 0],
  ['a key that begins as another', 'rootwait rootdelay=5', 0],
])('kernel arguments with %s', (_, append, count) => {
  const found = noticePlaces(sampleRequest({ kernel: { append } }));
  expect(found).toEqual(Array.from({ length: count }, () => 'blueprint/kernel-arguments kernel.append'));
});

test('a root and a boot of their own are kept where the install configuration leaves out those of bootc', () => {
  const mountSpecs = { root: { file: 'a', value: '' }, boot: { file: 'a', value: '' } };
  const container = { ...sampleContainer, mountSpecs };
  const found = noticePlaces(sampleRequest({ kernel: { append: 'root=LABEL=a boot=LABEL=b' } }, { container }));
  expect(found.filter((place) => place.startsWith('blueprint/'))).toEqual([]);
});
