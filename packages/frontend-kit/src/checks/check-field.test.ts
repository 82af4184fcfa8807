import { blueprintJsonSchema } from '@bootwright/blueprint';
import { type DocumentPath, renderPath } from '@bootwright/core';
import { findImageType, imageTypes } from '@bootwright/image-types';
import { describe, expect, test } from 'vitest';
import { checkBlueprint } from './check-blueprint.ts';
import { checkField } from './check-field.ts';
import { skeletonAlone, skeletons } from './field-skeleton.ts';
import type { Findings } from './findings.ts';

const qcow2 = { imageTypes: [findImageType('qcow2')] };

const codes = ({ faults, notices }: Findings): readonly string[] => [...faults, ...notices].map(({ code }) => code);

const customized = (...path: DocumentPath): DocumentPath => ['customizations', ...path];
const user = (key: string) => customized('user', 2, key);
const partition = (...path: DocumentPath) => customized('disk', 'partitions', 1, ...path);
const volume = (key: string) => partition('logical_volumes', 3, key);

test.each<[DocumentPath, unknown, readonly string[]]>([
  [user('name'), 'ann', []],
  [user('name'), '-ann', ['blueprint/account-name']],
  [user('name'), 'Änne', ['blueprint/account-name']],
  [user('name'), '', ['blueprint/empty']],
  [user('name'), undefined, ['blueprint/missing']],
  [user('key'), `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)} ann`, []],
  [user('key'), 'ssh-ed25519', ['blueprint/ssh-key']],
  [user('password'), 'hunter2', []],
  [user('password'), '$1$salt$x', ['blueprint/password']],
  [user('password'), '!', ['blueprint/password']],
  [user('password'), 'x'.repeat(512), ['blueprint/too-long']],
  [user('uid'), -1, ['blueprint/range']],
  [user('shell'), 'bash', ['blueprint/shell']],
  [user('expiredate'), 20_301_231, ['blueprint/expiredate']],
  [customized('group', 0, 'name'), 'wheel', []],
  [customized('group', 0, 'name'), 'a b', ['blueprint/account-name']],
  [customized('sshkey', 0, 'key'), 'nothing', ['blueprint/ssh-key']],
  [customized('kernel', 'append'), 'quiet', []],
  [customized('kernel', 'append'), 'root=/dev/vda', ['blueprint/kernel-arguments']],
  [customized('files', 0, 'mode'), '0644', []],
  [customized('files', 0, 'mode'), '999', ['blueprint/mode']],
  [customized('files', 0, 'path'), '/opt/x', ['blueprint/path']],
  [customized('files', 0, 'path'), '/etc/sysctl.d/x', ['blueprint/unread-file']],
  [customized('files', 0, 'user'), 'a b', ['blueprint/owner']],
  [customized('directories', 4, 'path'), 'etc', ['blueprint/path']],
  [customized('filesystem', 0, 'minsize'), '20 GiB', []],
  [customized('filesystem', 0, 'minsize'), '20 GX', ['blueprint/size']],
  [customized('filesystem', 0, 'mountpoint'), '/opt', ['blueprint/mountpoint']],
  [customized('disk', 'type'), 'mbr', ['blueprint/value']],
  [customized('disk', 'sector_size'), 500, ['blueprint/sector-size']],
  [partition('minsize'), '1 XB', ['blueprint/size']],
  [partition('minsize'), undefined, ['blueprint/missing']],
  [partition('label'), 'data', []],
  [partition('label'), 'more than 16 bytes', ['disk/label']],
  [partition('part_type'), '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709', []],
  [partition('part_type'), 'zz', ['blueprint/partition-type']],
  [partition('part_label'), 'x'.repeat(37), ['blueprint/partition-label']],
  [partition('part_uuid'), 'x', ['blueprint/partition-uuid']],
  [partition('fs_type'), 'btrfs', ['blueprint/value']],
  [partition('mountpoint'), '/home', ['disk/mountpoint']],
  [partition('name'), 'vg00', []],
  [partition('name'), 'vg 0', ['disk/volume-name']],
  [volume('name'), 'root', []],
  [volume('name'), 'root lv', ['disk/volume-name']],
  [volume('mountpoint'), '/boot', ['blueprint/mountpoint']],
  [partition('subvolumes', 0, 'name'), 'root', []],
  [partition('subvolumes', 0, 'name'), '', ['blueprint/empty']],
  [customized('hostname'), 'web-1', ['blueprint/unsupported']],
  [customized('hostname'), 'a_b', ['blueprint/unsupported', 'blueprint/system-value']],
  [customized('timezone', 'timezone'), 'a b', ['blueprint/unsupported', 'blueprint/system-value']],
  [customized('locale', 'languages', 3), 'xx_yy', ['blueprint/unsupported', 'blueprint/system-value']],
  [customized('locale', 'keyboard'), 'a b', ['blueprint/unsupported', 'blueprint/system-value']],
  [customized('firewall', 'ports', 0), '22', ['blueprint/unsupported', 'blueprint/system-value']],
  [customized('iso', 'volume_id'), 'My ISO', ['blueprint/volume-id']],
  [customized('hostnam'), 'web', ['blueprint/unknown-key']],
  [['options', 'bootc', 'installer_payload_ref'], 'quay.io/org/app:1', []],
  [['options', 'bootc', 'installer_payload_ref'], 'quay.io/Org/app', ['reference/registry-name']],
  [['container', 'imgref'], 'quay.io/org/app:', ['reference/registry-name']],
  [['options', 'size'], -1, ['request/type']],
  [['image_type'], 'qcow', ['image-type/unknown']],
  [['seed'], 'x', ['request/seed']],
])('%j with the value %j leads to %j', (path, value, expected) => {
  expect(codes(checkField(path, value, qcow2))).toEqual(expected);
});

test('a finding says what, where with the index of the field, and what to do', () => {
  const [missing] = checkField(user('name'), undefined, qcow2).faults;
  expect({ message: missing?.message, at: missing?.at, hint: missing?.hint }).toEqual({
    message: 'user[2]: a user needs "name"',
    at: { document: 'blueprint', path: ['customizations', 'user', 2] },
    hint: 'give "name": Login name.',
  });
});

describe('a field of a blueprint', () => {
  const blueprint = {
    customizations: {
      group: [{ name: 'crew' }, { name: 'a', gid: 1000 }],
      user: [{ name: 'ann', uid: 'x' }],
    },
  };

  test('is checked against the other fields', () => {
    const { faults } = checkField(customized('group', 1, 'name'), 'crew', { ...qcow2, blueprint });
    expect(faults.map(({ message }) => message)).toEqual(['the group name "crew" is already that of group[0]']);
  });

  test('is not blamed for the faults of others', () => {
    expect(checkField(user('name').with(2, 0), 'eve', { ...qcow2, blueprint })).toEqual({ faults: [], notices: [] });
  });

  test('is checked once where it is wrong alone and among others', () => {
    const { faults } = checkField(customized('group', 1, 'gid'), -1, { ...qcow2, blueprint });
    expect(faults.map(({ code }) => code)).toEqual(['blueprint/range']);
  });
});

test('a sealed container gets kernel arguments by an addon, where its systemd reads one', () => {
  const { notices, faults } = checkField(customized('kernel', 'append'), 'quiet', { ...qcow2, sealed: true });
  expect({ notices, faults }).toEqual({ notices: [], faults: [] });
});

test.each([...skeletons])(
  'what surrounds a field below %s has no finding of its own but that the type ignores it',
  (keys) => {
    const isSingle = (key: string) => /^(?:customizations|disk|iso|ignition|firstboot)$/.test(key);
    const path = keys.split('.').flatMap((key): DocumentPath => (isSingle(key) ? [key] : [key, 0]));
    const document = skeletonAlone([...path, 'any']);
    const found = codes(checkBlueprint(Object(document), qcow2)).filter((code) => code !== 'blueprint/unsupported');
    expect({ found, isFilled: JSON.stringify(document) !== '{}' }).toEqual({ found: [], isFilled: true });
  },
);

/** Paths of all fields of the schema with a value of each JSON type. */
function fieldsOf(schema: unknown, definitions: unknown, path: DocumentPath = [], depth = 0): readonly DocumentPath[] {
  const { $ref, properties = {}, items, anyOf = [], oneOf = [] } = Object(schema);
  if ($ref !== undefined) {
    return fieldsOf(Object(definitions)[String($ref).replace('#/$defs/', '')], definitions, path, depth);
  }
  const inner = Object.entries(properties).flatMap(([key, value]) =>
    fieldsOf(value, definitions, [...path, key], depth + 1),
  );
  const arms = [...anyOf, ...oneOf].flatMap((arm) => fieldsOf(arm, definitions, path, depth));
  const item = items === undefined ? [] : fieldsOf(items, definitions, [...path, 5], depth + 1);
  return [path, ...inner, ...arms, ...item];
}

test('whatever value any field of the schema has, the answer is a list of findings at or above it', () => {
  const schema = blueprintJsonSchema();
  const paths = new Map(fieldsOf(schema, Object(schema).$defs).map((path) => [renderPath(path), path]));
  paths.delete('');
  const values = ['', 'a', ' ', 'a\nb', 0, -1, 1e300, true, null, [], {}, [null], { a: 1 }, undefined];
  const context = { imageTypes: imageTypes.slice(0, 1) };
  const misplaced = [...paths.values()].flatMap((path) =>
    values.flatMap((value) => {
      const { faults, notices } = checkField(path, value, context);
      return [...faults, ...notices]
        .map(({ at }) => at?.path ?? [])
        .filter((place) => place.slice(0, path.length).some((step, index) => step !== path[index]))
        .map(renderPath);
    }),
  );
  expect({ misplaced, enough: paths.size > 150 }).toEqual({ misplaced: [], enough: true });
});
