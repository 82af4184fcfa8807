import { container } from './container.ts';
import { otherCustomizations } from './customizations.ts';
import { Draw } from './draw.ts';
import { layoutCustomizations } from './layouts.ts';
import { mutated } from './mutate.ts';
import { oddText, oddWord, size, word } from './texts.ts';

type Values = Readonly<Record<string, unknown>>;

const diskTypes = ['raw', 'ami', 'qcow2', 'vmdk', 'vhd', 'gce', 'ova', 'oci'] as const;

/**
 * A request of its own for each number, in the format of a build request; the same number gives the same request. One
 * of six has something else in one or two places.
 */
export function freshRequest(seed: number): Values {
  const draw = new Draw(seed);
  const request = wholeRequest(draw, seed);
  if (!draw.chance(1 / 6)) return request;
  const once = mutatedAt(draw, request);
  return draw.chance(0.5) ? mutatedAt(draw, once) : once;
}

function mutatedAt(draw: Draw, request: Values): Values {
  const key = draw.pick(mutatedKeys);
  return { ...request, [key]: mutated(draw, request[key]) };
}

const mutatedKeys = ['blueprint', 'blueprint', 'blueprint', 'options', 'container'] as const;

function wholeRequest(draw: Draw, seed: number): Values {
  // A third of the requests is what people ask for; in the others more and more is unusual.
  const odds = draw.pick([0.02, 0.02, 0.1, 0.2, 0.4, 0.4]);
  const yaml = draw.chance(0.35) ? 1 : 0;
  const built = container(draw, { odds, yaml });
  return {
    name: `fresh-${seed}`,
    container: built,
    ...(draw.chance(0.1) ? { build_container: builder(draw, built, odds) } : {}),
    image_type: draw.chance(odds / 20) ? draw.pick(['floppy', 'QCOW2', '', 'vsphere', 'iso']) : draw.pick(diskTypes),
    seed: draw.pick([0, 1, 42, -1, draw.int(2 ** 32), -draw.int(2 ** 31), 2 ** 31 - 1, Number.MAX_SAFE_INTEGER]),
    options: options(draw, odds),
    blueprint: blueprint(draw, odds),
  };
}

function builder(draw: Draw, built: Values, odds: number): Values {
  return {
    ...container(draw, { odds: odds / 4, yaml: 0 }),
    arch: draw.chance(0.1) ? 's390x' : built.arch,
    ...(draw.chance(0.1) ? { imgref: built.imgref } : {}),
  };
}

function options(draw: Draw, odds: number): Values {
  const asked = size(draw, 0);
  return {
    ...(draw.chance(0.2) && typeof asked === 'number' ? { size: asked } : {}),
    ...draw.some(0.2, {
      bootc: () =>
        draw.some(0.5, {
          use_remote_container_source: () => draw.chance(0.6),
          omit_default_kernel_args: () => draw.chance(0.6),
        }),
    }),
    ...draw.some(0.08, { subscription: () => subscription(draw, odds) }),
    ...draw.some(0.01, {
      'partitioning-mode': () => draw.pick(['raw', 'lvm', 'auto-lvm', 'btrfs', '']),
      facts: () => ({}),
      preview: () => draw.chance(0.5),
      ostree: () => ({ ref: 'x' }),
      use_bootstrap_container: () => draw.chance(0.5),
    }),
  };
}

function subscription(draw: Draw, odds: number): Values {
  const text = (): string => (draw.chance(odds) ? oddText(draw) : word(draw));
  return {
    organization: text(),
    activation_key: text(),
    ...draw.some(0.5, {
      server_url: text,
      base_url: text,
      insights: () => draw.chance(0.5),
      rhc: () => draw.chance(0.5),
    }),
    ...draw.some(0.25, {
      proxy: () =>
        draw.pick([
          'http://proxy.example.com:3128',
          'proxy:80',
          'https://u:p@h',
          'h',
          'http://[::1]:8',
          oddProxy(draw),
          text(),
        ]),
      template_name: text,
      template_uuid: text,
      patch_url: () => draw.pick(['https://cert.console.example.com/api', 'http://x/', text()]),
      content_sets: () => draw.list(0, 2, () => oddWord(draw)),
    }),
  };
}

function oddProxy(draw: Draw): string {
  const [before, after] = [draw.pick(['http://', '', 'u:p@']), draw.pick([':80', '/x', '?y', '#z', ''])];
  return `${before}${oddWord(draw)}${after}`;
}

function blueprint(draw: Draw, odds: number): Values {
  return {
    ...draw.some(0.1, { name: () => oddWord(draw), description: () => oddText(draw), version: () => '1.0.0' }),
    ...draw.some(0.01, { packages: () => [{ name: 'vim' }], distro: () => 'fedora-42', architecture: () => 'x86_64' }),
    ...(draw.chance(0.9)
      ? { customizations: { ...layoutCustomizations(draw, odds), ...otherCustomizations(draw, odds) } }
      : {}),
  };
}
