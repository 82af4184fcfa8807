import { type Infer, integer, list, optional, record, required, text, word } from '@bootwright/core/schemas';
import * as z from 'zod/mini';
import { hostedDiskSchema } from './hosted-disk.ts';

const flag = () => z.boolean();
const texts = list(text());
const owner = z.union([text(), integer(0)]);
const name = required(text(), 'Name.');

const nodeBase = {
  path: required(text(), 'Absolute path.'),
  mode: optional(text(), 'Permissions in octal digits.'),
  user: optional(owner, 'Owner: name or number.'),
  group: optional(owner, 'Group: name or number.'),
  ensure_parents: optional(flag(), 'Whether to make the directories above.'),
};

const repository = record({
  id: optional(text()),
  rhsm: optional(flag()),
  baseurl: optional(text()),
  mirrorlist: optional(text()),
  metalink: optional(text()),
  gpgkey: optional(text()),
  check_gpg: optional(flag()),
  check_repo_gpg: optional(flag()),
  ignore_ssl: optional(flag()),
  module_hotfixes: optional(flag()),
});

const customRepository = record({
  id: required(text(), 'Identifier.'),
  name: optional(text()),
  filename: optional(text()),
  baseurl: optional(texts),
  mirrorlist: optional(text()),
  metalink: optional(text()),
  gpgkey: optional(texts),
  check_gpg: optional(flag()),
  check_repo_gpg: optional(flag()),
  enabled: optional(flag()),
  priority: optional(integer()),
  ssl_verify: optional(flag()),
  module_hotfixes: optional(flag()),
});

const user = record(
  {
    name,
    groups: optional(texts, 'Further groups.'),
    ssh_key: optional(text(), 'SSH public key.'),
    password: optional(text(), 'Plain or hashed; the service never returns it.'),
    hasPassword: optional(flag(), 'Whether one is stored; read-only.'),
  },
  { noun: 'a user', otherNames: { key: 'ssh_key', sshkey: 'ssh_key', sshkeys: 'ssh_key' } },
);

const subscription = record({
  organization: required(integer(0), 'Number of the organization.'),
  'activation-key': required(text(), 'Activation key.'),
  'server-url': required(text(), 'Server.'),
  'base-url': required(text(), 'Content server.'),
  insights: required(flag(), 'Register with Insights.'),
  rhc: optional(flag()),
  insights_client_proxy: optional(text()),
});

const container = record({
  source: required(text(), 'Reference.'),
  name: optional(text()),
  tls_verify: optional(flag()),
});
const enabledAndDisabled = { enabled: optional(texts), disabled: optional(texts) };

/** Customizations of the service's API. Keys in the order of its document. */
export const hostedCustomizationsSchema = record(
  {
    containers: optional(list(container), 'Containers to embed.'),
    directories: optional(list(record(nodeBase, { noun: 'a directory' })), 'Directories to make.'),
    files: optional(
      list(
        record(
          { ...nodeBase, data: optional(text()), data_encoding: optional(word(['plain', 'base64'])) },
          { noun: 'a file' },
        ),
      ),
      'Files to write.',
    ),
    subscription: optional(subscription, 'Registration with Red Hat.'),
    packages: optional(texts, 'Packages, and groups behind an @.'),
    enabled_modules: optional(list(record({ name, stream: required(text(), 'Stream.') })), 'Modularity streams.'),
    payload_repositories: optional(list(repository), 'Repositories to build with.'),
    custom_repositories: optional(list(customRepository), 'Repositories of the image.'),
    openscap: optional(
      record({
        profile_id: optional(text()),
        profile_name: optional(text()),
        profile_description: optional(text()),
        policy_id: optional(text()),
      }),
      'A profile, or a policy of the Compliance service.',
    ),
    filesystem: optional(
      list(record({ mountpoint: required(text(), 'Mount point.'), min_size: required(integer(1), 'Bytes.') })),
      'Least sizes.',
    ),
    disk: optional(hostedDiskSchema, 'Partition table.'),
    users: optional(list(user), 'Users.'),
    services: optional(record({ ...enabledAndDisabled, masked: optional(texts) }), 'Units.'),
    hostname: optional(text(), 'Host name.'),
    kernel: optional(record({ name: optional(text()), append: optional(text()) }), 'Kernel.'),
    groups: optional(list(record({ name, gid: optional(integer(0, 2 ** 32 - 2)) })), 'Groups.'),
    timezone: optional(record({ timezone: optional(text()), ntpservers: optional(texts) }), 'Time.'),
    locale: optional(record({ languages: optional(texts), keyboard: optional(text()) }), 'Languages.'),
    firewall: optional(record({ ports: optional(texts), services: optional(record(enabledAndDisabled)) }), 'Firewall.'),
    installation_device: optional(text(), 'Disk to install to.'),
    fdo: optional(
      record({
        manufacturing_server_url: optional(text()),
        diun_pub_key_insecure: optional(text()),
        diun_pub_key_hash: optional(text()),
        diun_pub_key_root_certs: optional(text()),
      }),
      'Device onboarding.',
    ),
    ignition: optional(
      record({
        embedded: optional(record({ config: required(text(), 'Base64.') })),
        firstboot: optional(record({ url: required(text(), 'Address.') })),
      }),
      'Ignition.',
    ),
    partitioning_mode: optional(word(['raw', 'lvm', 'auto-lvm']), 'How packages are partitioned.'),
    fips: optional(record({ enabled: optional(flag()) }), 'FIPS mode.'),
    installer: optional(record({ unattended: optional(flag()), 'sudo-nopasswd': optional(texts) }), 'Installer.'),
    cacerts: optional(record({ pem_certs: required(texts, 'Certificates.') }), 'Certificates.'),
    aap_registration: optional(
      record({
        ansible_callback_url: required(text(), 'Address of the job template.'),
        host_config_key: required(text(), 'Key.'),
        tls_certificate_authority: optional(text()),
        skip_tls_verification: optional(flag()),
      }),
      'Registration with the Ansible Automation Platform.',
    ),
  },
  { noun: 'customizations', otherNames: { user: 'users', group: 'groups', repositories: 'custom_repositories' } },
);

export type HostedCustomizations = Infer<typeof hostedCustomizationsSchema>;
