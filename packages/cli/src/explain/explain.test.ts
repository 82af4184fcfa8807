import { expect, test } from 'vitest';
import { captured } from '../captured.ts';
import { exitStatus } from '../exit-status.ts';

test('a code is explained', async () => {
  const { status, stdout, stderr } = await captured(['explain', 'blueprint/sector-size']);
  expect({ status, stderr }).toEqual({ status: exitStatus.done, stderr: '' });
  expect(stdout).toMatchInlineSnapshot(`
    "blueprint/sector-size
    \`sector_size\` is not a power of two.

      why        Disks have sectors of 512 or 4096 bytes.
      cure       Use 512 or 4096.
      example    sector_size = 1000

    https://bootwright.github.io/bootwright/codes/blueprint/sector-size.html
    "
  `);
});

test('a code is explained as JSON', async () => {
  const { stdout } = await captured(['explain', 'blueprint/sector-size', '--json']);
  expect(JSON.parse(stdout)).toEqual({
    code: 'blueprint/sector-size',
    what: '`sector_size` is not a power of two.',
    why: 'Disks have sectors of 512 or 4096 bytes.',
    cure: 'Use 512 or 4096.',
    example: 'sector_size = 1000',
  });
});

test('a subject lists its codes, and no code lists all', async () => {
  const { stdout } = await captured(['explain', 'iso-yaml', '--json']);
  const codes: readonly { readonly code: string }[] = JSON.parse(stdout);
  expect(codes.map(({ code }) => code)).toEqual(['iso-yaml/syntax', 'iso-yaml/type', 'iso-yaml/unknown-key']);
  const all = await captured(['explain']);
  expect(all.stdout.split('\n').filter((line) => /^[a-z-]+\/[a-z-]+ /.test(line)).length).toBeGreaterThan(600);
});

test.each([
  ['a misspelled code', 'blueprint/sectr-size', 'did you mean blueprint/sector-size?'],
  ['a misspelled subject', 'bluprint', 'did you mean blueprint?'],
  ['something else', 'xyzzy-plugh', 'list all codes with "bootwright explain"'],
])('%s is a usage fault with the nearest code', async (_, code, hint) => {
  const { status, stdout, stderr } = await captured(['explain', code, '--json']);
  expect({ status, stdout }).toEqual({ status: exitStatus.usage, stdout: '' });
  expect(JSON.parse(stderr)).toMatchObject({
    code: 'usage/value',
    message: `"${code}" is not a code of a fault or notice`,
    hint,
  });
});
