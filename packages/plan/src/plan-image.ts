import type { ContainerInfo } from '@bootwright/container-facts';
import { defined, goRandom, inside, type Location, throwFaults } from '@bootwright/core';
import { findImageType, resolveImageType } from '@bootwright/image-types';
import { bootPlan } from './boot/boot-plan.ts';
import { buildPlan } from './build/build-plan.ts';
import { checkedContainer } from './build/checked-container.ts';
import { noteRemoteSources } from './build/note-remote-sources.ts';
import { wishFaults } from './customizations/customization-faults.ts';
import { customizationPlan } from './customizations/customization-plan.ts';
import { noteOptions } from './customizations/note-options.ts';
import { noteSystem } from './customizations/note-system.ts';
import { diskPlan } from './disk/disk-plan.ts';
import { diskWish, diskWishFaults, type Wisher } from './disk/disk-request.ts';
import { withDiskYamlPlaces } from './disk/disk-yaml-places.ts';
import { mountpointPlace } from './disk/mountpoint-place.ts';
import { noteMountpoints, noteReplacedLayout } from './disk/note-mountpoints.ts';
import { noteImageSize, noteSizes } from './disk/note-sizes.ts';
import { noteTable } from './disk/note-table.ts';
import { noteVolumeNames } from './disk/note-volume-names.ts';
import type { PlannedImage } from './image-plan.ts';
import { checkLimits } from './limits/check-limits.ts';
import { Counsel } from './profile/plan-context.ts';
import type { BuildRequest } from './request/build-request.ts';

/**
 * Decides everything about an image; the same request gives the same plan. Faults: `container/…` for facts that are
 * missing, `image-type/…`, `blueprint/…`, `disk/…`, `boot/…`, `request/proxy`.
 */
export function planImage(request: BuildRequest): PlannedImage {
  return withDiskYamlPlaces(request.container, () => planned(request));
}

function planned(request: BuildRequest): PlannedImage {
  const { container, options, blueprint, profile, seed } = request;
  const counsel = new Counsel(profile);
  const imageType = findImageType(request.imageType, { document: 'request', path: ['image_type'] });
  const checked = checkedContainer(request);
  const { architecture, filesystem } = checked;
  const boot = bootPlan(container, architecture, counsel);

  noteOptions(blueprint, request.blueprintAt, imageType, counsel);
  noteSystem(blueprint.customizations ?? {}, inside(request.blueprintAt, 'customizations'), counsel);
  const brought = containerDisk(container);
  // A container that brings a layout needs none of the image type.
  const baseTable =
    brought.containerTable?.table ??
    resolveImageType(imageType, checked, { document: 'container', path: ['arch'] }).baseTable;
  const user: Wisher = {
    customizations: blueprint.customizations ?? {},
    at: inside(request.blueprintAt, 'customizations'),
  };
  const wishers = [user, ...containerWishes(container)];
  const wishFacts = { filesystem, tableType: baseTable.type };
  throwFaults([...wishFaults(user, boot), ...diskWishFaults(wishers, wishFacts, counsel)]);

  const wish = diskWish(wishers);
  const disk = diskPlan(
    {
      target: { type: imageType, architecture, baseTable },
      boot,
      ...brought,
      filesystem,
      minimumRoot: checked.minimumRoot,
      wish,
      random: goRandom(seed),
      ...defined({ uefiVendor: container.os.uefiVendor, mountSpecs: container.mountSpecs }),
    },
    counsel,
  );
  const { selinuxPolicy, accounts, writableDirectories } = container.os;
  const mountpointAt = mountpointPlace(wish, brought.containerTable);
  noteReplacedLayout(wish, counsel);
  const sizes = { wish, minimumRoot: checked.minimumRoot, mountpointAt };
  noteSizes(options.size === undefined ? sizes : { ...sizes, asked: options.size }, counsel);
  const isOnEsp = boot.rootByType || (boot.storage === 'composefs' && boot.bootloader === 'systemd');
  noteTable(disk.table, { placeOf: mountpointAt, kernelsAt: isOnEsp ? '/boot/efi' : '/boot' }, counsel);
  noteVolumeNames(disk.table, mountpointAt, counsel);
  noteImageSize(disk.table, imageType, mountpointAt('/'), counsel);
  if (boot.deploymentEdits.allowed) {
    const mounted = writableDirectories === undefined ? disk : { ...disk, directories: writableDirectories };
    noteMountpoints(mounted, mountpointAt, counsel);
  }
  const customizations = customizationPlan(
    {
      boot,
      options,
      ...user,
      kernelArguments: imageType.kernelArguments,
      disk,
      mountpointAt,
      ...(brought.mountConfiguration === undefined
        ? {}
        : { mountConfigurationAt: diskYaml(container, 'mount_configuration') }),
      ...(selinuxPolicy === undefined || selinuxPolicy === '' ? {} : { selinuxPolicy }),
      ...defined({ accounts, directories: writableDirectories, mountSpecs: container.mountSpecs }),
      seed,
    },
    counsel,
  );
  checkLimits({ boot, disk, edits: customizations.edits, at: user.at, mountpointAt }, counsel);
  const build = buildPlan(container, request.buildContainer, options, counsel);
  noteRemoteSources(build, counsel);
  const plan = { profile, imageType, architecture, boot, disk, customizations, build };
  return { plan, notices: counsel.notices, mended: counsel.mended };
}

/** What the container's disk.yaml says of the disk. */
function containerDisk(container: ContainerInfo) {
  const { partitionTable, mountConfiguration } = container.os.diskDefinition?.value ?? {};
  return {
    ...(partitionTable === undefined
      ? {}
      : { containerTable: { table: partitionTable, at: diskYaml(container, 'partition_table') } }),
    ...defined({ mountConfiguration }),
  };
}

/** What the container's own blueprint wishes of the disk; its other customizations are no part of the image. */
function containerWishes(container: ContainerInfo): readonly Wisher[] {
  const own = container.os.customizations;
  if (own === undefined) return [];
  return [{ customizations: own.value, at: { document: own.file, file: own.file, path: ['customizations'] } }];
}

function diskYaml(container: ContainerInfo, key: string): Location {
  const file = container.os.diskDefinition?.file ?? 'disk.yaml';
  return { document: 'disk.yaml', file, path: [key] };
}
