import { Fault } from '@bootwright/core';
import { z } from 'zod';
import type { BootMenu, IsoRecipe } from './iso-recipe.ts';

/** The unit of devices in a manifest, in bytes. */
const sector = 512;

const documentShape = z.object({
  pipelines: z.array(z.object({ name: z.string(), stages: z.array(z.looseObject({ type: z.string() })).default([]) })),
});
const mkdirShape = z.object({ options: z.object({ paths: z.array(z.object({ path: z.string() })) }) });
const copyShape = z.object({
  options: z.object({ paths: z.array(z.object({ from: z.string(), to: z.string() })) }),
});
const squashfsShape = z.object({
  options: z.object({
    filename: z.string(),
    exclude_paths: z.array(z.string()),
    compression: z.object({ method: z.string() }),
  }),
});
const menuShape = z.object({
  options: z.object({
    product: z.object({ name: z.string(), version: z.string() }),
    kernel: z.object({ dir: z.string(), opts: z.array(z.string()) }),
    isolabel: z.string(),
    install: z.boolean(),
    custom: z.array(z.object({ name: z.string(), linux: z.string(), initrd: z.string() })).default([]),
    config: z.object({ timeout: z.number().default(60) }).default({ timeout: 60 }),
  }),
});
const biosShape = z.object({
  options: z.object({ filename: z.string(), platform: z.literal('i386-pc'), prefix: z.object({ path: z.string() }) }),
});
const fatShape = z.object({
  options: z.object({ volid: z.string() }),
  devices: z.object({ device: z.object({ options: z.object({ filename: z.string(), size: z.number() }) }) }),
});
const imageShape = z.object({
  options: z.object({
    volid: z.string(),
    sysid: z.string(),
    isolevel: z.number(),
    boot: z.object({ image: z.string(), catalog: z.string() }),
    efi: z.string(),
    grub2mbr: z.string(),
  }),
});

/**
 * Reads an ISO for x86_64 from a manifest of `bootwright manifest --type bootc-generic-iso`: everything that osbuild would
 * do. `origin` names the manifest in faults. Fault: `integration/manifest` for another text.
 */
export function parseIsoManifest(text: string, origin: string): IsoRecipe {
  const { pipelines } = parsed(documentShape, JSON.parse(text), origin);
  const read = <Shape extends z.ZodType>(pipeline: string, type: string, shape: Shape): z.infer<Shape> => {
    const stages = pipelines.find(({ name }) => name === pipeline)?.stages ?? [];
    return parsed(
      shape,
      stages.find((stage) => stage.type === type),
      `${origin}: ${type} of ${pipeline}`,
    );
  };
  const tree = 'bootiso-tree';
  const squashfs = read(tree, 'org.osbuild.squashfs', squashfsShape).options;
  const legacy = bootMenu(read(tree, 'org.osbuild.grub2.iso.legacy', menuShape));
  const uefi = bootMenu(read('efiboot-tree', 'org.osbuild.grub2.iso', menuShape));
  if (JSON.stringify(legacy) !== JSON.stringify(uefi)) {
    throw new Fault('integration/manifest', `${origin}: the boot menus for BIOS and UEFI differ`);
  }
  const bios = read(tree, 'org.osbuild.grub2.inst', biosShape).options;
  const fat = read(tree, 'org.osbuild.mkfs.fat', fatShape);
  const { options: image } = read('bootiso', 'org.osbuild.xorrisofs', imageShape);
  const device = fat.devices.device.options;
  if (image.boot.image !== bios.filename || image.efi !== device.filename) {
    throw new Fault('integration/manifest', `${origin}: the ISO does not start the images that it contains`);
  }
  return {
    directories: read(tree, 'org.osbuild.mkdir', mkdirShape).options.paths.map(({ path }) => path.slice(1)),
    kernel: read(tree, 'org.osbuild.copy', copyShape).options.paths.map(({ from, to }) => ({
      from: from.replace('input://tree/', ''),
      to: to.replace('tree:///', ''),
    })),
    root: { file: squashfs.filename, exclude: squashfs.exclude_paths, compression: squashfs.compression.method },
    menu: legacy,
    bios: { image: bios.filename, prefix: bios.prefix.path },
    efi: { image: device.filename, size: device.size * sector, volumeId: fat.options.volid },
    image: {
      volumeId: image.volid,
      systemId: image.sysid,
      level: image.isolevel,
      catalog: image.boot.catalog,
      hybridMbr: image.grub2mbr,
    },
  };
}

/** The entries that osbuild's stages write: those of the container, or one that starts the medium. */
function bootMenu({ options }: z.infer<typeof menuShape>): BootMenu {
  const { product, kernel, isolabel, install, custom, config } = options;
  const [linux, initrd] = [`${kernel.dir}/vmlinuz`, `${kernel.dir}/initrd.img`];
  const root = kernel.opts.join(' ');
  const variables: Readonly<Record<string, string>> = { kernelpath: linux, initrdpath: initrd, root };
  const filled = (value: string) => value.replace(/\$\{(\w+)\}/g, (whole, name: string) => variables[name] ?? whole);
  const own = { name: `Install ${product.name} ${product.version}`, linux: `${linux} ${root} quiet`, initrd };
  return {
    label: isolabel,
    timeout: config.timeout,
    entries: [
      ...custom.map((entry) => ({ name: entry.name, linux: filled(entry.linux), initrd: filled(entry.initrd) })),
      ...(install ? [own] : []),
    ],
  };
}

function parsed<Shape extends z.ZodType>(shape: Shape, value: unknown, at: string): z.infer<Shape> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const message = `${at} does not match the manifest of an ISO: ${z.prettifyError(result.error)}`;
  throw new Fault('integration/manifest', message, {
    hint: 'write it with "bootwright manifest --type bootc-generic-iso"',
  });
}
