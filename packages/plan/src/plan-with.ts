import { checkSystemValues } from '@bootwright/blueprint';
import type { BuildRequest } from '@bootwright/build-request';
import { checkedContainer, PlanContext } from '@bootwright/build-request';
import type { ContainerInfo } from '@bootwright/container-facts';
import { defined, goRandom, inside, type Location, throwFaults } from '@bootwright/core';
import { findImageType, type ImageType, isInstalled, resolveImageType } from '@bootwright/image-types';
import {
  bootedContainer,
  installedCustomizations,
  isoRequirements,
  mediaFaults,
  networkBootKernel,
  noteRequestOptions,
  type planIso,
  rejectSealed,
} from '@bootwright/media-plan';
import { bootcDeployment, bootPlan, isOstreeDeployment } from './boot/boot-plan.ts';
import { buildPlan, isoBuildPlan } from './build/build-plan.ts';
import { noteRemoteSources } from './build/note-remote-sources.ts';
import type { CustomizationFacts } from './customizations/customization-facts.ts';
import { customizationFaults } from './customizations/customization-faults.ts';
import { type CustomizationPlan, customizationPlan } from './customizations/customization-plan.ts';
import { noteOptions } from './customizations/note-options.ts';
import type { SealedEsp } from './disk/disk-facts.ts';
import { diskPlan } from './disk/disk-plan.ts';
import { type CustomizationSource, diskRequest, diskRequestFaults } from './disk/disk-request.ts';
import { withDiskYamlPlaces } from './disk/disk-yaml-places.ts';
import { mountpointPlace } from './disk/mountpoint-place.ts';
import { noteMountpoints, noteReplacedLayout } from './disk/note-mountpoints.ts';
import { noteImageSize, noteSizes } from './disk/note-sizes.ts';
import { noteTable } from './disk/note-table.ts';
import type { InstalledImagePlan, PlannedImage } from './image-plan.ts';
import { checkLimits } from './limits/check-limits.ts';
import type { SealedPlanner } from './sealed/sealed-planner.ts';

/** What plans parts of some images alone. */
interface ImageParts {
  /** Needed by requests that are `isIso`. */
  readonly isoPlanner?: typeof planIso;
  /** Needed by requests that are `isSealed`. */
  readonly sealedEsp?: SealedEsp;
  /** Needed by requests that `customizesSealed`. */
  readonly planner?: SealedPlanner;
}

/** A plan, made with the parts that the request needs. */
export function planWith(request: BuildRequest, parts: ImageParts): PlannedImage {
  return withDiskYamlPlaces(request.container, () => planned(request, parts));
}

/** Whether the image is an ISO. */
export function isIso({ imageType }: BuildRequest): boolean {
  return !isInstalled(findImageType(imageType, typeAt));
}

/** Whether the container is sealed. */
export function isSealed({ container }: BuildRequest): boolean {
  return bootcDeployment(container).sealed;
}

/** Whether the image is a disk with a sealed container that gets customizations. */
export function customizesSealed(request: BuildRequest): boolean {
  const { imageType, options, profile } = request;
  if (!(options.sealed?.customizations ?? profile === 'recommended') || !isSealed(request)) return false;
  return findImageType(imageType, typeAt).kind === 'disk';
}

const typeAt: Location = { document: 'request', path: ['image_type'] };

function planned(request: BuildRequest, { planner, sealedEsp, isoPlanner }: ImageParts): PlannedImage {
  const { container, options, blueprint, profile, seed } = request;
  const context = new PlanContext(profile);
  const imageType = findImageType(request.imageType, typeAt);
  const checked = checkedContainer(request);
  const { architecture, filesystem } = checked;
  const usual = bootPlan(bootedContainer(container, imageType), architecture, context);
  const boot = planner?.withChannels(usual, request) ?? usual;
  if (imageType.kind !== 'disk') rejectSealed(imageType, boot);
  noteOptions(blueprint, request.blueprintAt, withOptions(imageType, planner?.options ?? []), context);
  noteRequestOptions(request, imageType, context);
  if (planner === undefined) noteUnusedOptions(request, context);
  if (!isInstalled(imageType)) {
    const { runner, ...required } = isoRequirements(container, architecture, imageType);
    const build = isoBuildPlan(container, options, runner, context);
    if (isoPlanner === undefined) throw new Error('an ISO is planned without what plans it');
    const medium = isoPlanner(imageType, { request, filesystem, ...required }, context);
    const plan = { ...medium, profile, architecture, boot, build };
    return { plan, notices: context.notices, fixed: context.fixed };
  }

  const at = inside(request.blueprintAt, 'customizations');
  context.noteAll(checkSystemValues(blueprint.customizations ?? {}, at));
  const brought = containerDisk(container);
  // A container that brings a layout needs none of the image type.
  const baseTable =
    brought.containerTable?.table ??
    resolveImageType(imageType, checked, { document: 'container', path: ['arch'] }).baseTable;
  const user: CustomizationSource = {
    customizations: installedCustomizations(blueprint.customizations ?? {}, imageType),
    at,
  };
  const sources = [user, ...containerSources(container)];
  const requestedDisk = { filesystem, tableType: baseTable.type };
  throwFaults([
    ...customizationFaults(user, boot),
    ...mediaFaults(user.customizations, user.at, imageType),
    ...diskRequestFaults(sources, requestedDisk, context),
  ]);

  const layout = diskRequest(sources);
  const disk = diskPlan(
    {
      target: { type: imageType, architecture, baseTable },
      boot,
      ...brought,
      // A read-only root over the network has no disk to mount.
      ...(imageType.kind === 'network-boot' ? { mountConfiguration: brought.mountConfiguration ?? 'none' } : {}),
      filesystem,
      minimumRoot: checked.minimumRoot,
      request: layout,
      random: goRandom(seed),
      ...defined({
        uefiVendor: container.os.uefiVendor,
        mountSpecs: container.mountSpecs,
        unifiedKernelImage: container.unifiedKernelImage,
        sealedEsp,
      }),
    },
    context,
  );
  const { selinuxPolicy, accounts, writableDirectories } = container.os;
  const mountpointAt = mountpointPlace(layout, brought.containerTable);
  noteReplacedLayout(layout, context);
  const { minimumRoot } = checked;
  noteSizes({ ...defined({ asked: options.size }), request: layout, minimumRoot, mountpointAt }, context);
  noteTable(disk.table, { placeOf: mountpointAt, kernelsAt: boot.kernelsAt }, context);
  noteImageSize(disk.table, imageType, mountpointAt('/'), context);
  if (isOstreeDeployment(boot)) {
    noteMountpoints({ ...disk, ...defined({ directories: writableDirectories }) }, mountpointAt, context);
  }
  const facts: CustomizationFacts = {
    boot,
    options,
    ...user,
    imageType,
    disk,
    mountpointAt,
    ...(brought.mountConfiguration === undefined
      ? {}
      : { mountConfigurationAt: diskYaml(container, 'mount_configuration') }),
    ...(selinuxPolicy === undefined || selinuxPolicy === '' ? {} : { selinuxPolicy }),
    ...defined({ accounts, directories: writableDirectories, mountSpecs: container.mountSpecs }),
    seed,
  };
  const customizations: CustomizationPlan =
    planner === undefined
      ? customizationPlan(facts, context)
      : { kernelArguments: [], edits: [], sealed: planner.customizations(facts, context) };
  checkLimits({ boot, disk, edits: customizations.edits, at: user.at, mountpointAt }, context);
  const build = buildPlan({ container, builder: request.buildContainer, options, imageType }, context);
  noteRemoteSources(build, context);
  const installed = { profile, architecture, boot, disk, customizations, build };
  const plan: InstalledImagePlan =
    imageType.kind === 'disk'
      ? { kind: 'disk', imageType, ...installed }
      : { kind: 'network-boot', imageType, ...installed, kernelVersion: networkBootKernel(container, imageType) };
  return { plan, notices: context.notices, fixed: context.fixed };
}

/** A notice for options about sealed images that have no effect. */
function noteUnusedOptions({ options: { sealed = {} } }: BuildRequest, context: PlanContext): void {
  const { customizations = false, deliver, addon } = sealed;
  if (!customizations && deliver === undefined && addon === undefined) return;
  context.note({
    code: 'request/no-effect',
    message: 'the options about sealed images have no effect: the image is not sealed, or gets no customizations',
    at: { document: 'request', path: ['options', 'sealed'] },
    hint: 'leave them out, or set options.sealed.customizations to true for a sealed disk',
  });
}

function withOptions<T extends ImageType>(type: T, options: readonly string[]): T {
  return options.length === 0 ? type : { ...type, unlistedOptions: [...type.unlistedOptions, ...options] };
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

/** The disk that the container's own blueprint requests; its other customizations do not reach the image. */
function containerSources(container: ContainerInfo): readonly CustomizationSource[] {
  const own = container.os.customizations;
  if (own === undefined) return [];
  return [{ customizations: own.value, at: { document: own.file, file: own.file, path: ['customizations'] } }];
}

function diskYaml(container: ContainerInfo, key: string): Location {
  const file = container.os.diskDefinition?.file ?? 'disk.yaml';
  return { document: 'disk.yaml', file, path: [key] };
}
