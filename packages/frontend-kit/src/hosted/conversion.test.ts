import { type parseBlueprint, parseBlueprintValue } from '@bootwright/blueprint';
import { Fault, type Notice, renderPath } from '@bootwright/core';
import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import { type HostedBlueprint, parseHostedBlueprint } from './hosted-blueprint.ts';
import { hostedToOnPrem } from './hosted-to-on-prem.ts';
import { onPremToHosted } from './on-prem-to-hosted.ts';

const lossesOf = (losses: readonly Notice[]): readonly string[] =>
  losses.map(({ code, at }) => `${code.replace('conversion/', '')} ${renderPath(at?.path ?? [])}`);

test('a hosted blueprint becomes one on the premises, and what that cannot say is named', () => {
  const { value, losses } = hostedToOnPrem(
    parseHostedBlueprint({
      name: 'web',
      description: '',
      bootc: { reference: 'quay.io/org/os:1', iso_payload_reference: 'quay.io/org/app:1' },
      image_requests: [{ architecture: 'x86_64', image_type: 'guest-image', upload_request: { type: 'aws.s3' } }],
      customizations: {
        packages: ['vim', '@core'],
        users: [{ name: 'ann', groups: ['wheel'], ssh_key: 'ssh-ed25519 AAAA', hasPassword: true }],
        files: [
          { path: '/etc/a', data: 'Z3LDvMOfZQ==', data_encoding: 'base64', ensure_parents: true },
          { path: '/etc/b', data: '/w==', data_encoding: 'base64' },
        ],
        filesystem: [{ mountpoint: '/', min_size: 10_737_418_240 }],
        disk: { minsize: '20 GiB', partitions: [{ fs_type: 'xfs', mountpoint: '/' }] },
        subscription: {
          ...{ organization: 1, 'activation-key': 'k', 'server-url': 's', 'base-url': 'b', insights: true },
        },
        fips: { enabled: true },
        aap_registration: { ansible_callback_url: 'https://aap/1', host_config_key: 'k', skip_tls_verification: true },
      },
    }),
  );
  expect(value).toEqual({
    name: 'web',
    packages: [{ name: 'vim' }],
    groups: [{ name: 'core' }],
    customizations: {
      user: [{ name: 'ann', key: 'ssh-ed25519 AAAA', groups: ['wheel'] }],
      files: [{ path: '/etc/a', data: 'grüße' }, { path: '/etc/b' }],
      filesystem: [{ mountpoint: '/', minsize: 10_737_418_240 }],
      disk: { minsize: 20 * 2 ** 30, partitions: [{ type: 'plain', minsize: 0, fs_type: 'xfs', mountpoint: '/' }] },
      fips: true,
      firstboot: { scripts: [{ type: 'aap', job_template_url: 'https://aap/1', host_config_key: 'k' }] },
    },
  });
  expect(lossesOf(losses)).toEqual([
    'lost bootc',
    'lost image_requests',
    'lost customizations.subscription',
    'lost customizations.users[0].hasPassword',
    'lost customizations.files[0].ensure_parents',
    'changed customizations.files[0].data_encoding',
    'lost customizations.files[1].data',
    'lost customizations.aap_registration.skip_tls_verification',
  ]);
});

test('a blueprint on the premises becomes a hosted one, and what the service cannot do is named', () => {
  const { value, losses } = onPremToHosted(
    parseBlueprintValue(
      {
        version: '1.0.0',
        packages: [
          { name: 'vim', version: '*' },
          { name: 'tmux', version: '3.*' },
        ],
        modules: [{ name: 'git' }],
        enabled_modules: [{ name: 'nodejs' }],
        containers: [{ source: 'quay.io/org/app:1', 'tls-verify': false, 'local-storage': true }],
        customizations: {
          user: [{ name: 'ann', uid: 1000, key: 'one' }],
          sshkey: [
            { user: 'ann', key: 'two' },
            { user: 'eve', key: 'three' },
          ],
          files: [{ path: '/etc/a', uri: 'file:///a' }],
          filesystem: [{ mountpoint: '/', minsize: 0 }],
          disk: {
            sector_size: 4096,
            partitions: [
              { minsize: '1 GiB', fs_type: 'none', part_label: 'x' },
              { type: 'lvm', minsize: '9 GiB', logical_volumes: [{ minsize: '1 GiB' }] },
            ],
          },
          sshd: { password_authentication: true },
          ignition: { firstboot: { empty: true } },
          openscap: { policy_id: 'p', datastream: '/d' },
          firstboot: { scripts: [{ type: 'custom', contents: 'true' }] },
          firewall: { zones: [{ name: 'public' }] },
          installer: { unattended: true, kickstart: { contents: 'text' } },
          partitioning_mode: 'plain',
        },
      },
      {},
    ),
  );
  expect(value).toEqual({
    name: 'blueprint',
    customizations: {
      containers: [{ source: 'quay.io/org/app:1', tls_verify: false }],
      packages: ['vim', 'tmux', 'git'],
      enabled_modules: [],
      users: [
        { name: 'ann', ssh_key: 'one\ntwo' },
        { name: 'eve', ssh_key: 'three' },
      ],
      files: [{ path: '/etc/a' }],
      filesystem: [{ mountpoint: '/', min_size: 1 }],
      disk: { partitions: [{ type: 'lvm', minsize: 9 * 2 ** 30, logical_volumes: [] }] },
      ignition: {},
      openscap: { policy_id: 'p' },
      firewall: {},
      installer: { unattended: true },
    },
  });
  expect(lossesOf(losses)).toEqual([
    'lost version',
    'lost packages[1].version',
    'lost containers[0].local-storage',
    'lost enabled_modules[0]',
    'lost customizations.sshd',
    'lost customizations.user[0].uid',
    'changed customizations.sshkey[0]',
    'changed customizations.sshkey[1]',
    'lost customizations.files[0].uri',
    'changed customizations.filesystem[0].minsize',
    'lost customizations.disk.sector_size',
    'lost customizations.disk.partitions[0].part_label',
    'lost customizations.disk.partitions[0]',
    'lost customizations.disk.partitions[1].logical_volumes[0]',
    'lost customizations.openscap.datastream',
    'lost customizations.firstboot.scripts[0]',
    'lost customizations.firewall.zones',
    'lost customizations.installer.kickstart',
    'lost customizations.ignition.firstboot.empty',
    'lost customizations.partitioning_mode',
  ]);
});

test('each key of many finds its user at once', () => {
  const names = Array.from({ length: 40_000 }, (_, index) => `user${index}`);
  const user = names.map((name) => ({ name }));
  const sshkey = [...names, 'eve', 'eve'].map((name) => ({ user: name, key: name }));
  const { users = [] } = onPremToHosted({ customizations: { user: [...user, ...user.slice(0, 1)], sshkey } }).value
    .customizations;
  expect([users[0], users[39_999], ...users.slice(40_000)]).toEqual([
    { name: 'user0', ssh_key: 'user0' },
    { name: 'user39999', ssh_key: 'user39999' },
    { name: 'user0' },
    { name: 'eve', ssh_key: 'eve\neve' },
  ]);
});

test('a loss says why, and what to do instead', () => {
  const { losses } = hostedToOnPrem(
    parseHostedBlueprint({ name: 'a', bootc: { reference: 'quay.io/org/os:1' }, customizations: {} }),
  );
  expect(losses).toEqual([
    {
      code: 'conversion/lost',
      message: 'bootc is left out: the containers are arguments of the builder',
      at: { document: 'hosted', path: ['bootc'] },
      hint: 'give them to it, as buildCommand does',
    },
  ]);
});

test('what is said in another way is named with its place', () => {
  const files = [{ path: '/etc/a', data: 'YQ==', data_encoding: 'base64' }];
  const { value, losses } = hostedToOnPrem(parseHostedBlueprint({ name: 'a', customizations: { files } }));
  expect(value).toMatchObject({ customizations: { files: [{ path: '/etc/a', data: 'a' }] } });
  expect(losses).toEqual([
    {
      code: 'conversion/changed',
      message: 'data is written as plain text: blueprints have no other encoding',
      at: { document: 'hosted', path: ['customizations', 'files', 0, 'data_encoding'] },
    },
  ]);
});

test('all faults of a hosted blueprint are named at once', () => {
  const wrong = {
    customizations: {
      user: [],
      users: [{ name: 'a', key: 'k' }],
      filesystem: [{ mountpoint: '/', min_size: '1 GiB' }],
      disk: { partitions: [{ fs_type: 'btrfs', minsize: '1 X' }] },
    },
  };
  const faults = () => parseHostedBlueprint(wrong);
  expect(faults).toThrow();
  try {
    faults();
  } catch (error) {
    const all = Object(error).all();
    expect(all.map(({ code, at }: Notice) => `${code} ${renderPath(at?.path ?? [])}`)).toEqual([
      'hosted/unknown-key customizations.user',
      'hosted/unknown-key customizations.users[0].key',
      'hosted/type customizations.filesystem[0].min_size',
      'hosted/type customizations.disk.partitions[0].fs_type',
      'hosted/size customizations.disk.partitions[0].minsize',
      'hosted/missing name',
    ]);
  }
});

test.each([
  ['no JSON', '{', 'hosted/json'],
  ['deep JSON', `${'['.repeat(100_000)}`, 'hosted/json'],
  ['a long text', ' '.repeat(2 ** 21 + 1), 'hosted/too-large'],
  ['a list', '[]', 'hosted/type'],
  ['a prototype', '{"name": "a", "customizations": {"__proto__": {"packages": ["x"]}}}', 'hosted/unknown-key'],
])('rejects %s', (_, text, code) => {
  expect(() => parseHostedBlueprint(text)).toThrow(expect.objectContaining({ code }));
});

test('the types are those of the documents', () => {
  expectTypeOf<HostedBlueprint['name']>().toEqualTypeOf<string>();
  expectTypeOf(hostedToOnPrem).returns.toHaveProperty('value').toEqualTypeOf<ReturnType<typeof parseBlueprint>>();
  expectTypeOf(onPremToHosted).returns.toHaveProperty('value').toEqualTypeOf<HostedBlueprint>();
  // @ts-expect-error: users of the service have ssh_key
  const wrong: HostedBlueprint = { name: 'a', customizations: { users: [{ name: 'a', key: 'k' }] } };
  expect(wrong.name).toBe('a');
});

test('whatever JSON the service sends, it is converted or a fault', () => {
  const customizations = fc.dictionary(fc.constantFrom('users', 'disk', 'files', 'fips', 'packages'), fc.jsonValue());
  const outcome = (value: object): string => {
    try {
      return typeof hostedToOnPrem(parseHostedBlueprint(value)).value.name;
    } catch (error) {
      return error instanceof Fault ? 'fault' : String(error);
    }
  };
  fc.assert(
    fc.property(customizations, (drawn) => {
      expect(['string', 'fault']).toContain(outcome({ name: 'a', customizations: drawn }));
    }),
  );
});
