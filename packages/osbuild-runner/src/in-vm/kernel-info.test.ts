import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findKernel } from './find-kernel.ts';
import { kernelPlaces, newestFirst } from './kernel-info.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'bw-kernel-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test.each([
  [
    '/boot/vmlinuz-6.1.0-9-amd64',
    [
      ['6.1.0-9-amd64', '/lib/modules/6.1.0-9-amd64'],
      ['6.1.0-9-amd64', '/usr/lib/modules/6.1.0-9-amd64'],
    ],
  ],
  ['/usr/lib/modules/6.12.7-200.fc41/vmlinuz', [['6.12.7-200.fc41', '/usr/lib/modules/6.12.7-200.fc41']]],
  [
    '/opt/k/vmlinuz-6.1',
    [
      ['6.1', '/opt/k/lib/modules/6.1'],
      ['6.1', '/opt/k/usr/lib/modules/6.1'],
    ],
  ],
  ['/boot/linux', []],
])('the modules of %s', (image, places) => {
  expect(kernelPlaces(image).map(({ version, modules }) => [version, modules])).toEqual(places);
});

test('versions are compared by their numbers', () => {
  expect(newestFirst(['6.9.1', '6.12.0', '6.1.0-10', '6.1.0-9'])).toEqual(['6.12.0', '6.9.1', '6.1.0-10', '6.1.0-9']);
});

test('a kernel is one whose modules are there', () => {
  mkdirSync(join(home, 'boot'));
  writeFileSync(join(home, 'boot/vmlinuz-1'), '');
  const image = join(home, 'boot/vmlinuz-1');
  expect(() => findKernel(image)).toThrow(`no modules found for the kernel ${image}`);
  mkdirSync(join(home, 'lib/modules/1'), { recursive: true });
  writeFileSync(join(home, 'lib/modules/1/modules.dep'), '');
  expect(findKernel(image)).toEqual({ image, version: '1', modules: join(home, 'lib/modules/1') });
});
