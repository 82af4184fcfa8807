import { parseContainerInfo } from '@bootwright/container-facts';
import { findImageType } from '@bootwright/image-types';
import { describe, expect, test } from 'vitest';
import { checkBlueprint } from './check-blueprint.ts';
import { findingsAt } from './findings.ts';

const toml = `[[customizations.user]]
name = "ann"
groups = ["wheel"]
uid = -1

[customizations]
hostname = "web"

[customizations.kernel]
append = "quiet"

[[customizations.files]]
path = "/opt/app.conf"
mode = "9"
`;

const qcow2 = { imageTypes: [findImageType('qcow2')] };

test('a text has faults and notices with lines, one customization with a fault hiding no other', () => {
  const { faults, notices } = checkBlueprint(toml, qcow2);
  expect([...faults, ...notices].map(({ code, at }) => [code, at?.line])).toEqual([
    ['blueprint/range', 4],
    ['blueprint/path', 13],
    ['blueprint/mode', 14],
    ['blueprint/unsupported', undefined],
  ]);
});

const value = { customizations: { kernel: { append: 'quiet' }, user: [{ name: 'ann' }, { name: '' }] } };

test('a value has the same findings without lines', () => {
  const { faults } = checkBlueprint(value, qcow2);
  expect(faults.map(({ code, at }) => [code, at])).toEqual([
    ['blueprint/empty', { document: 'blueprint', path: ['customizations', 'user', 1, 'name'] }],
  ]);
});

test('a form shows the findings of one field, or of a group of fields', () => {
  const findings = checkBlueprint(value, qcow2);
  const count = (path: readonly (string | number)[]) => findingsAt(findings, path).faults.length;
  expect([
    count(['customizations']),
    count(['customizations', 'user', 1]),
    count(['customizations', 'user', 0]),
  ]).toEqual([1, 1, 0]);
});

test('a plain password is not hashed for a check, and its notice stays', () => {
  const users = (password: string) => ({ customizations: { user: [{ name: 'ann', password }] } });
  const codes = (password: string) => checkBlueprint(users(password), qcow2).notices.map(({ code }) => code);
  expect([codes('correct horse'), codes('$1$a$b')]).toEqual([[], ['blueprint/password']]);
});

test('more plain passwords than are hashed are a fault', () => {
  const user = Array.from({ length: 33 }, (_, index) => ({ name: `u${index}`, password: 'correct horse' }));
  const count = (length: number) => checkBlueprint({ customizations: { user: user.slice(0, length) } }, qcow2).faults;
  expect([count(32), count(33).map(({ code }) => code)]).toEqual([[], ['blueprint/too-many-passwords']]);
});

describe('a sealed container', () => {
  const { info } = parseContainerInfo({
    ...{ imgref: 'registry.example.com/app:1', arch: 'x86_64', default_root_fs: 'ext4', size: 2_000_000_000 },
    ...{ unified_kernel: true, bootloader: 'systemd' },
    os_info: { os_release: { id: 'acme', version_id: '1', name: 'Acme' }, uefi_vendor: 'acme' },
  });
  const blueprint = { customizations: { kernel: { append: 'quiet' }, user: [{ name: 'ann' }] } };

  test('gets no users where the digest of its UKI is not known, but kernel arguments', () => {
    const { faults, notices } = checkBlueprint(blueprint, { ...qcow2, container: info });
    expect({ faults, codes: notices.map(({ code }) => code) }).toEqual({
      faults: [],
      codes: ['sealed/deployment-edit'],
    });
  });

  test('becomes no ISO', () => {
    const { faults } = checkBlueprint({}, { imageTypes: [findImageType('bootc-installer')], container: info });
    expect(faults.map(({ code }) => code)).toEqual(['sealed/image-type']);
  });

  test('needs facts that a container of the type has', () => {
    const { size: _, ...unsized } = info;
    const { faults } = checkBlueprint({}, { ...qcow2, container: unsized });
    expect(faults.map(({ code }) => code)).toEqual(['container/missing']);
  });
});

test.each<[string, string | object]>([
  ['text that is neither', '= ['],
  ['JSON of another kind', '[1]'],
  ['deep JSON', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
  ['a text that is too long', `name = "${'a'.repeat(2 ** 21)}"`],
  ['a value with a prototype in it', JSON.parse('{"__proto__": {"a": 1}}')],
])('rejects %s with a fault', (_, blueprint) => {
  expect(checkBlueprint(blueprint, qcow2).faults.length).toBeGreaterThan(0);
});

test('what the three kinds of users have is right', () => {
  const texts = [
    '[[customizations.user]]\nname = "core"\nkey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA a"\ngroups = ["wheel"]\n\n[[customizations.filesystem]]\nmountpoint = "/"\nminsize = "20 GiB"\n',
    '{"customizations": {"user": [{"name": "ann", "password": "secret", "groups": ["wheel"]}], "kernel": {"append": "mitigations=auto,nosmt"}}}',
    '[customizations.disk]\n[[customizations.disk.partitions]]\ntype = "lvm"\nminsize = "30 GiB"\n[[customizations.disk.partitions.logical_volumes]]\nname = "root"\nmountpoint = "/"\nminsize = "20 GiB"\nfs_type = "xfs"\n[[customizations.disk.partitions.logical_volumes]]\nmountpoint = "/var/data"\nminsize = "5 GiB"\nfs_type = "xfs"\n',
  ];
  expect(texts.map((text) => checkBlueprint(text, qcow2))).toEqual(texts.map(() => ({ faults: [], notices: [] })));
});
