import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explain, explanations } from './explanations.ts';
import { renderIndex, renderPage, subjects } from './render-page.ts';

const docs = join(import.meta.dirname, '../../../docs/codes');

test('a code is explained by what, why, cure and example', () => {
  expect(explain('blueprint/sector-size')).toEqual({
    code: 'blueprint/sector-size',
    what: '`sector_size` is not a power of two.',
    why: 'Disks have sectors of 512 or 4096 bytes.',
    cure: 'Use 512 or 4096.',
    example: 'sector_size = 1000',
  });
  expect(explain('profile/sealed-grow-root')?.why).toBe('Whether the kernel is unified says nothing about sizes.');
  expect(explain('kargs/unknown-key')?.what).toBe('A key of a file of kargs.d is not known.');
  expect(explain('constructor')).toBeUndefined();
});

test.each(explanations.map((one) => [one.code, one] as const))('%s is explained in whole sentences', (_, one) => {
  expect(one.what).toMatch(/^[`A-Za-z/"].{7,179}\.$/);
  expect(one.why).toMatch(/^[`A-Za-z0-9/".].{7,179}\.$/);
  expect(one.cure).toMatch(/^[A-Z][a-z]+ .{2,160}[.:`]$/);
  expect(one.example).toMatch(/^\S.{1,119}$/);
});

test.each(subjects)('docs/codes has the page of %s', async (subject) => {
  await expect(renderPage(subject)).toMatchFileSnapshot(join(docs, `${subject}.md`));
});

test('docs/codes has the page that leads to all others', async () => {
  await expect(renderIndex()).toMatchFileSnapshot(join(docs, 'README.md'));
});
