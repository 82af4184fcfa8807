import { container } from './container.ts';
import { otherCustomizations } from './customizations.ts';
import { Draw } from './draw.ts';
import { layoutCustomizations } from './layouts.ts';
import { uuid, word } from './texts.ts';
import { unusedCustomizations, unusedRoots } from './unused.ts';
import { wideDiskYaml } from './wide-yaml.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * A request with what people seldom write: every option of disk.yaml, of the facts, of the options and of the blueprint, so
 * also those that have no effect on a disk, in any company.
 */
export function wideRequest(seed: number): Values {
  const draw = new Draw(seed);
  const built = facts(draw);
  return {
    name: `wide-${seed}`,
    container: built,
    ...draw.some(0.2, { build_container: () => ({ ...facts(draw), arch: draw.chance(0.9) ? built.arch : 's390x' }) }),
    image_type: draw.pick(['raw', 'ami', 'qcow2', 'vmdk', 'vhd', 'gce', 'ova', 'oci', 'vsphere-ova']),
    seed: draw.pick([0, 7, draw.int(2 ** 31), -draw.int(2 ** 31)]),
    options: options(draw),
    blueprint: { ...unusedRoots(draw), customizations: customizations(draw) },
  };
}

function facts(draw: Draw): Values {
  const { os_info, ...built } = container(draw, { odds: 0, yaml: 0 });
  const known: Values = typeof os_info === 'object' ? { ...os_info } : {};
  const isOther = draw.chance(0.6);
  return {
    ...built,
    arch: draw.pick(['x86_64', 'x86_64', 'aarch64', 'aarch64', 'ppc64le', 's390x']),
    ...draw.some(0.1, { bootloader: () => draw.pick(['systemd', 'grub', 'grub-cc', 'none']) }),
    os_info: {
      ...known,
      os_release: {
        id: draw.pick(['fedora', 'centos', 'rhel', 'acme', 'bazzite', 'opensuse']),
        version_id: draw.pick(['42', '9', '9.6', '10.1', '20261101', '1.0']),
        name: draw.pick(['Acme', 'Fedora Linux', 'Red Hat Enterprise Linux']),
        ...draw.some(0.3, {
          platform_id: () => draw.pick(['platform:f42', 'platform:el9', '']),
          variant_id: () => draw.pick(['server', 'iot', 'eln', 'coreos', 'workstation', 'silverblue']),
          id_like: () => draw.pick([['fedora'], ['rhel', 'fedora'], [], ['']] as const),
        }),
      },
      ...draw.some(0.2, {
        kernel_info: () => ({ version: '6.1.0-1', has_aboot_img: draw.chance(0.5) }),
        initrd_modules: () => draw.list(0, 3, () => draw.pick(['ostree', 'ignition', 'bootc', 'luks'])),
        iso_info: () => draw.some(0.7, { label: () => 'L', kernel_args: () => ['a'], grub2: () => ({ timeout: 1 }) }),
        image_customization: () => customizations(draw),
      }),
      ...(isOther ? { disk_yaml: wideDiskYaml(draw) } : {}),
    },
  };
}

function options(draw: Draw): Values {
  return {
    ...draw.some(0.3, { size: () => draw.pick([0, 1, 10 ** 10, 2 ** 34 + 1, 3 * 2 ** 34 - 512]) }),
    ...draw.some(0.15, {
      bootc: () =>
        draw.some(0.4, {
          installer_payload_ref: () => 'registry.example.com/payload:2',
          use_remote_container_source: () => draw.chance(0.7),
          omit_default_kernel_args: () => draw.chance(0.7),
        }),
      ostree: () =>
        draw.some(0.4, {
          ref: () => 'a/x86_64/b',
          parent: () => 'a/b',
          url: () => 'https://example.com/repo',
          contenturl: () => 'https://example.com/content',
          rhsm: () => draw.chance(0.5),
        }),
      facts: () => draw.some(0.5, { APIType: () => draw.pick([0, 1, 2, 3]) }),
      'partitioning-mode': () => draw.pick(['raw', 'lvm', 'auto-lvm', 'auto-lvm', '']),
      preview: () => draw.chance(0.5),
      use_bootstrap_container: () => draw.chance(0.5),
      subscription: () => subscription(draw),
    }),
  };
}

function subscription(draw: Draw): Values {
  return {
    organization: draw.pick(['12345', 'my org', "o'brien"]),
    activation_key: draw.pick(['key', 'a key', 'k$1']),
    ...draw.some(0.4, {
      server_url: () => draw.pick(['subscription.rhsm.redhat.com', 'https://rhsm.example.com:8443/rhsm']),
      base_url: () => 'https://cdn.example.com/',
      insights: () => draw.chance(0.6),
      rhc: () => draw.chance(0.6),
      proxy: () =>
        draw.pick(['http://proxy.example.com:3128', 'https://u:p@proxy.example.com', 'proxy.example.com:80']),
      template_name: () => draw.pick(['t', 'a template']),
      template_uuid: () => uuid(draw, 0),
      patch_url: () => 'https://cert.example.com/api/patch/v3/',
      content_sets: () => draw.list(0, 3, () => `rhel-${word(draw)}-rpms`),
    }),
  };
}

function customizations(draw: Draw): Values {
  const odds = draw.pick([0, 0, 0.02]);
  return {
    ...(draw.chance(0.6) ? layoutCustomizations(draw, odds) : {}),
    ...(draw.chance(0.5) ? otherCustomizations(draw, odds) : {}),
    ...(draw.chance(0.5) ? unusedCustomizations(draw) : {}),
  };
}
