import { encodeBlueprint, parseBlueprint } from '@bootwright/blueprint';
import { type DocumentPath, isObject, renderPath } from '@bootwright/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeHostedBlueprint, parseHostedBlueprint } from './hosted-blueprint.ts';
import { hostedToOnPrem } from './hosted-to-on-prem.ts';
import { onPremToHosted } from './on-prem-to-hosted.ts';

// Texts that are there: the blueprint format takes "", 0 and false of many options for "not given".
const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((one) => !one.startsWith('@'));
const texts = fc.array(text, { maxLength: 3 });
const flag = fc.boolean();
const size = fc.integer({ min: 1, max: 2 ** 40 });
const some = <T>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }, requiredKeys: (keyof T)[] = []) =>
  fc.record(model, { requiredKeys });
const filled = <T extends object>(record: fc.Arbitrary<T>) => record.filter((one) => Object.keys(one).length > 0);
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 3 });

const node = { path: text, mode: text, user: fc.oneof(text, fc.nat()), group: fc.oneof(text, fc.nat()) };
const fsType = fc.constantFrom('ext4', 'xfs', 'vfat', 'swap');
const onDisk = { minsize: size, mountpoint: text, label: text, fs_type: fsType };
const partition = fc.oneof(
  some({ type: fc.constant('plain'), part_type: text, ...onDisk }, ['type', 'minsize', 'fs_type']),
  some(
    {
      ...{ type: fc.constant('lvm'), part_type: text, name: text, minsize: size },
      logical_volumes: list(some({ name: text, ...onDisk }, ['minsize', 'fs_type'])),
    },
    ['type', 'minsize', 'logical_volumes'],
  ),
  some(
    {
      ...{ type: fc.constant('btrfs'), part_type: text, minsize: size },
      subvolumes: list(some({ name: text, mountpoint: text }, ['name', 'mountpoint'])),
    },
    ['type', 'minsize', 'subvolumes'],
  ),
);
const repository = {
  ...{ id: text, name: text, filename: text, baseurl: texts, mirrorlist: text, metalink: text, gpgkey: texts },
  ...{ check_gpg: flag, check_repo_gpg: flag, enabled: flag, priority: fc.integer(), ssl_verify: flag },
  module_hotfixes: flag,
};
const customizations = some({
  containers: list(some({ source: text, name: text, tls_verify: flag }, ['source'])),
  directories: list(some({ ...node, ensure_parents: fc.constant(true) }, ['path'])),
  files: list(some({ ...node, data: text, data_encoding: fc.constant('plain'), ensure_parents: flag }, ['path'])),
  packages: list(
    fc.oneof(
      text,
      text.map((group) => `@${group}`),
    ),
  ),
  enabled_modules: list(some({ name: text, stream: text }, ['name', 'stream'])),
  payload_repositories: list(some({ id: text, rhsm: flag })),
  custom_repositories: list(some(repository, ['id'])),
  openscap: filled(some({ profile_id: text, profile_name: text, policy_id: text })),
  filesystem: list(some({ mountpoint: text, min_size: size }, ['mountpoint', 'min_size'])),
  disk: some({ type: fc.constantFrom('gpt', 'dos'), minsize: size, partitions: list(partition) }, ['partitions']),
  users: list(some({ name: text, groups: texts, ssh_key: text, password: text, hasPassword: flag }, ['name'])),
  services: filled(some({ enabled: texts, disabled: texts, masked: texts })),
  hostname: text,
  kernel: filled(some({ name: text, append: text })),
  groups: list(some({ name: text, gid: fc.nat() }, ['name'])),
  timezone: filled(some({ timezone: text, ntpservers: texts })),
  locale: filled(some({ languages: texts, keyboard: text })),
  firewall: filled(some({ ports: texts, services: filled(some({ enabled: texts, disabled: texts })) })),
  installation_device: text,
  fdo: filled(some({ manufacturing_server_url: text, diun_pub_key_insecure: text, diun_pub_key_hash: text })),
  ignition: filled(some({ embedded: fc.record({ config: text }), firstboot: fc.record({ url: text }) })),
  partitioning_mode: fc.constantFrom('raw', 'lvm', 'auto-lvm'),
  fips: fc.record({ enabled: flag }),
  installer: filled(some({ unattended: fc.constant(true), 'sudo-nopasswd': texts })),
  cacerts: fc.record({ pem_certs: texts }),
  aap_registration: some(
    { ansible_callback_url: text, host_config_key: text, tls_certificate_authority: text, skip_tls_verification: flag },
    ['ansible_callback_url', 'host_config_key'],
  ),
});
const hosted = some(
  {
    ...{ id: text, name: text, description: text, distribution: text, snapshot_date: text, customizations },
    bootc: some({ reference: text, iso_payload_reference: text }, ['reference']),
    image_requests: fc.array(fc.jsonValue(), { maxLength: 1 }),
    metadata: fc.jsonValue().filter((value) => value !== null),
  },
  ['name', 'customizations'],
);

function without(value: unknown, [step, ...rest]: DocumentPath): unknown {
  if (step === undefined) return undefined;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? without(item, rest) : item));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).map(([key, member]) => [key, key === step ? without(member, rest) : member]);
  return Object.fromEntries(kept.filter(([, member]) => member !== undefined));
}

/** Groups of packages come behind the single ones: their order says nothing. */
function withGroupsLast(packages: readonly string[]): readonly string[] {
  return [...packages.filter((one) => !one.startsWith('@')), ...packages.filter((one) => one.startsWith('@'))];
}

test.each(['toml', 'json'] as const)(
  'hosted to on-premises %s and back is the same but for the named losses',
  (format) => {
    fc.assert(
      fc.property(hosted, (drawn) => {
        const first = parseHostedBlueprint(JSON.stringify(drawn));
        const onPrem = hostedToOnPrem(first);
        const written = encodeBlueprint(onPrem.value, format);
        const read = parseBlueprint(written, { document: 'blueprint', format });
        const back = onPremToHosted(read);
        const again = parseHostedBlueprint(encodeHostedBlueprint(back.value));
        const expected = onPrem.losses.reduce<unknown>((value, { at }) => without(value, at?.path ?? []), first);
        const { packages } = first.customizations;
        const sorted = packages === undefined ? {} : { packages: withGroupsLast(packages) };
        const { customizations: others, ...top } = Object(expected);
        expect(again).toEqual({ ...top, customizations: { ...others, ...sorted } });
        expect(hostedToOnPrem(again)).toEqual({ value: read, losses: [] });
        expect(back.losses.map(({ at }) => renderPath(at?.path ?? []))).toEqual([]);
      }),
    );
  },
);
