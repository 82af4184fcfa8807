import { filled, integer, list, optional, required } from '@bootwright/core/schemas';
import { flag, record, text } from './blueprint-fields.ts';

const texts = list(text());

export const repositorySchema = record('a repository', {
  id: required(text({ filled: true }), 'Identifier.'),
  baseurls: optional(texts, 'Addresses.'),
  gpgkeys: optional(texts, 'Keys, or their addresses.'),
  metalink: filled(text(), 'Address of a metalink.'),
  mirrorlist: filled(text(), 'Address of a mirror list.'),
  name: filled(text(), 'Name.'),
  priority: optional(integer(), 'Priority; lower is stronger.'),
  enabled: optional(flag(), 'Whether it is used.'),
  gpgcheck: optional(flag(), 'Whether packages must be signed.'),
  repo_gpgcheck: optional(flag(), 'Whether metadata must be signed.'),
  sslverify: optional(flag(), 'Whether the certificate is checked.'),
  module_hotfixes: optional(flag(), 'Whether modular filtering is off.'),
  filename: filled(text(), 'Name of the file in /etc/yum.repos.d.'),
  install_from: filled(flag(), 'Whether packages of the image come from it.'),
});

export const rpmSchema = record('RPM', {
  import_keys: optional(
    record('keys', {
      files: optional(texts, 'Paths in the image.'),
    }),
    'Keys that rpm trusts.',
  ),
});

export const dnfSchema = record('DNF', {
  config: optional(
    record('a configuration', {
      set_releasever: filled(flag(), 'Write the release version into /etc/dnf/vars.'),
    }),
    'Settings of DNF.',
  ),
});

const dnfPlugin = record('a DNF plugin', { enabled: optional(flag(), 'Whether it is on.') });

const subscriptionManager = record('the subscription manager', {
  rhsm: optional(
    record('rhsm', {
      manage_repos: optional(flag(), 'manage_repos of rhsm.conf.'),
      auto_enable_yum_plugins: optional(flag(), 'auto_enable_yum_plugins of rhsm.conf.'),
    }),
    'Section rhsm of rhsm.conf.',
  ),
  rhsmcertd: optional(
    record('rhsmcertd', {
      auto_registration: optional(flag(), 'auto_registration of rhsm.conf.'),
    }),
    'Section rhsmcertd of rhsm.conf.',
  ),
});

export const rhsmSchema = record('RHSM', {
  config: optional(
    record('a configuration', {
      dnf_plugins: optional(
        record('DNF plugins', {
          product_id: optional(dnfPlugin, 'The plugin product-id.'),
          subscription_manager: optional(dnfPlugin, 'The plugin subscription-manager.'),
        }),
        'Plugins of DNF.',
      ),
      subscription_manager: optional(subscriptionManager, 'Settings of the subscription manager.'),
    }),
    'Settings of the subscription.',
  ),
});

export const containersStorageSchema = record('container storage', {
  'destination-path': optional(text(), 'Where containers are stored.'),
});
