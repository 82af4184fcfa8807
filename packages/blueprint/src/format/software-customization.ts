import { filled, flag, integer, list, optional, record, required, text } from '../shape.ts';

export interface RepositoryCustomization {
  readonly id: string;
  readonly baseurls?: readonly string[];
  readonly gpgkeys?: readonly string[];
  readonly metalink?: string;
  readonly mirrorlist?: string;
  readonly name?: string;
  readonly priority?: number;
  readonly enabled?: boolean;
  readonly gpgcheck?: boolean;
  readonly repo_gpgcheck?: boolean;
  readonly sslverify?: boolean;
  readonly module_hotfixes?: boolean;
  readonly filename?: string;
  readonly install_from?: boolean;
}

export interface RpmCustomization {
  readonly import_keys?: { readonly files?: readonly string[] };
}

export interface DnfCustomization {
  readonly config?: { readonly set_releasever?: boolean };
}

export interface RhsmCustomization {
  readonly config?: RhsmConfig;
}

export interface RhsmConfig {
  readonly dnf_plugins?: { readonly product_id?: DnfPlugin; readonly subscription_manager?: DnfPlugin };
  readonly subscription_manager?: SubscriptionManagerConfig;
}

export interface DnfPlugin {
  readonly enabled?: boolean;
}

export interface SubscriptionManagerConfig {
  readonly rhsm?: { readonly manage_repos?: boolean; readonly auto_enable_yum_plugins?: boolean };
  readonly rhsmcertd?: { readonly auto_registration?: boolean };
}

export interface ContainersStorageCustomization {
  readonly 'destination-path'?: string;
}

const texts = list(text());

export const repositoryShape = record<RepositoryCustomization>('a repository', {
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

export const rpmShape = record<RpmCustomization>('RPM', {
  import_keys: optional(
    record<NonNullable<RpmCustomization['import_keys']>>('keys', {
      files: optional(texts, 'Paths in the image.'),
    }),
    'Keys that rpm trusts.',
  ),
});

export const dnfShape = record<DnfCustomization>('DNF', {
  config: optional(
    record<NonNullable<DnfCustomization['config']>>('a configuration', {
      set_releasever: filled(flag(), 'Write the release version into /etc/dnf/vars.'),
    }),
    'Settings of DNF.',
  ),
});

const dnfPlugin = record<DnfPlugin>('a DNF plugin', { enabled: optional(flag(), 'Whether it is on.') });

const subscriptionManager = record<SubscriptionManagerConfig>('the subscription manager', {
  rhsm: optional(
    record<NonNullable<SubscriptionManagerConfig['rhsm']>>('rhsm', {
      manage_repos: optional(flag(), 'manage_repos of rhsm.conf.'),
      auto_enable_yum_plugins: optional(flag(), 'auto_enable_yum_plugins of rhsm.conf.'),
    }),
    'Section rhsm of rhsm.conf.',
  ),
  rhsmcertd: optional(
    record<NonNullable<SubscriptionManagerConfig['rhsmcertd']>>('rhsmcertd', {
      auto_registration: optional(flag(), 'auto_registration of rhsm.conf.'),
    }),
    'Section rhsmcertd of rhsm.conf.',
  ),
});

export const rhsmShape = record<RhsmCustomization>('RHSM', {
  config: optional(
    record<RhsmConfig>('a configuration', {
      dnf_plugins: optional(
        record<NonNullable<RhsmConfig['dnf_plugins']>>('DNF plugins', {
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

export const containersStorageShape = record<ContainersStorageCustomization>('container storage', {
  'destination-path': optional(text(), 'Where containers are stored.'),
});
