import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { blueprintJsonSchema } from './json-schema.ts';
import { parseBlueprintValue } from './parse-value.ts';

const validate = new Ajv2020({ strict: false }).compile(blueprintJsonSchema());

function isParsed(value: unknown): boolean {
  try {
    parseBlueprintValue(value, {});
    return true;
  } catch {
    return false;
  }
}

const disk = (...partitions: readonly unknown[]) => ({ customizations: { disk: { partitions } } });

it.each([
  ['an empty blueprint', {}, true],
  ['a user', { customizations: { user: [{ name: 'a', uid: 1 }] } }, true],
  ['a user without a name', { customizations: { user: [{ uid: 1 }] } }, false],
  ['an unknown key', { customizations: { usr: [] } }, false],
  ['a partition without a type', disk({ minsize: '1 GiB', fs_type: 'xfs', mountpoint: '/' }), true],
  ['an LVM partition', disk({ type: 'lvm', minsize: 1, logical_volumes: [{ minsize: '1.5 GB' }] }), true],
  ['a partition with keys of another type', disk({ type: 'btrfs', minsize: 1, fs_type: 'xfs' }), false],
  ['a partition of an unknown type', disk({ type: 'luks', minsize: 1 }), false],
  ['a size with an unknown unit', disk({ minsize: '10 G' }), false],
  ['a negative size', disk({ minsize: -1 }), false],
  ['an owner by number', { customizations: { files: [{ path: '/etc/x', user: 0 }] } }, true],
  ['a partition whose file system is left open', disk({ minsize: 1, fs_type: '', mountpoint: '/a' }), true],
  ['a file system without a size', { customizations: { filesystem: [{ mountpoint: '/' }] } }, false],
  ['the old name of a size', { customizations: { filesystem: [{ mountpoint: '/', size: 1 }] } }, true],
])('agrees with the parser on %s', (_, value, expected) => {
  expect([validate(value), isParsed(value)]).toEqual([expected, expected]);
});

it('tells an editor what each key is for', () => {
  const schema = JSON.stringify(blueprintJsonSchema());
  expect(schema).toContain('"description":"Kernel arguments, added to those of the image type."');
  expect(schema).toContain('"enum":["gpt","dos",""]');
});
