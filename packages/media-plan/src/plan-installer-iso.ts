import { type Customizations, checkGroups, checkInstaller } from '@bootwright/blueprint';
import type { BuildRequest, PlanContext } from '@bootwright/build-request';
import { referTo } from '@bootwright/build-request';
import type { ContainerInfo } from '@bootwright/container-facts';
import { Fault, inside, type Location, throwFaults } from '@bootwright/core';
import {
  bootPackages,
  type InstallerIsoType,
  installerPackages,
  isoLabel,
  loraxTemplates,
  runnerPackages,
} from '@bootwright/image-types';
import { commonIsoPlan } from './common-iso-plan.ts';
import type { BootMenu, InstallerIso, InstallerPlan, IsoPlan } from './iso-plan.ts';
import { kickstartFaults, kickstartPath, kickstartPlan } from './kickstart-plan.ts';
import { kickstartNameFaults, kickstartValueFaults } from './kickstart-values.ts';
import type { MediaFacts } from './media-facts.ts';
import { menuValueFaults, systemValues } from './menu-values.ts';
import { neededKernel } from './needed-kernel.ts';
import { payloadFaults, payloadOf } from './payload-reference.ts';

/** An ISO that installs a container with Anaconda. Faults: `installer/…`, `container/kernel`, `blueprint/…`. */
export function planInstallerIso(imageType: InstallerIsoType, facts: MediaFacts, context: PlanContext): InstallerIso {
  const { request, architecture, filesystem } = facts;
  const { container, blueprint } = request;
  const { customizations = {} } = blueprint;
  const at = inside(request.blueprintAt, 'customizations');
  const append = customizations.kernel?.append ?? '';
  throwFaults([
    ...payloadFaults(request, imageType),
    ...(imageType.installer === 'container' ? separateBuilder(request, imageType) : []),
    ...checkGroups(customizations, at),
    ...installerFaults(customizations, at),
    ...kickstartFaults(customizations, at),
    ...kickstartValueFaults(customizations, at, context),
    ...kickstartNameFaults(customizations, at, context),
    ...menuValueFaults(
      [...systemValues(container), { value: append, form: 'arguments', at: inside(at, 'kernel', 'append') }],
      context,
    ),
  ]);

  const label = isoLabel(container.os.release, architecture);
  const { iso, ...source } =
    imageType.installer === 'container' ? containerInstaller(imageType, facts) : packageInstaller(imageType, facts);
  return {
    kind: 'installer-iso',
    imageType,
    iso: {
      ...commonIsoPlan(request, architecture),
      label,
      release: '',
      biosBoot: architecture === 'x86_64',
      ...iso,
      kernelArguments: [
        `inst.stage2=hd:LABEL=${label}`,
        `inst.ks=hd:LABEL=${label}:${kickstartPath}`,
        ...imageType.kernelArguments,
        ...(customizations.fips === true ? ['fips=1'] : []),
        ...(append === '' ? [] : [append]),
      ],
      menu: { entries: [], hasChecks: true, ...menuConfig(customizations, at, context) },
    },
    installer: {
      payload: referTo(payloadOf(request, imageType).name, request.options),
      ...source,
      anacondaModules: anacondaModules(imageType, customizations),
      biosDeviceNames: architecture === 'x86_64',
      kickstart: kickstartPlan({ customizations, at, filesystem, seed: request.seed }, context),
    },
  };
}

function menuConfig({ installer }: Customizations, at: Location, context: PlanContext): Pick<BootMenu, 'config'> {
  const timeout = installer?.bootloader?.grub2?.['menu-timeout'];
  const place = inside(at, 'installer', 'bootloader', 'grub2', 'menu-timeout');
  return timeout !== undefined && context.fixes('menu-timeout', place) ? { config: { timeout } } : {};
}

/** What depends on where the installer comes from. */
type InstallerSource = Pick<InstallerPlan, 'loraxTemplates' | 'home' | 'packages'> & {
  readonly iso: Pick<IsoPlan, 'kernelVersion'>;
};

/** The container is the installer, and installs another one. */
function containerInstaller({ name }: InstallerIsoType, { request }: MediaFacts): InstallerSource {
  const { container } = request;
  return {
    iso: { kernelVersion: neededKernel(container, name) },
    loraxTemplates: loraxTemplates(container.os.release),
    // /root is a link there.
    home: '/var/roothome',
  };
}

/** Packages are the installer, and install the container. */
function packageInstaller({ name }: InstallerIsoType, { request, architecture }: MediaFacts): InstallerSource {
  const { container } = request;
  const { release } = container.os;
  const found = installerPackages(release);
  if (found === undefined) throw unknownDistribution(name, container);
  const { include, loraxTemplates, loraxPackage } = found;
  const boot = bootPackages(architecture);
  const isX86 = architecture === 'x86_64';
  const build = [
    ...['selinux-policy-targeted', 'coreutils', 'xz'],
    ...runnerPackages(release),
    ...boot,
    ...['rpm', 'shadow-utils', loraxPackage ?? 'dosfstools', 'squashfs-tools'],
    ...(isX86 ? ['grub2-pc-modules'] : []),
    ...['skopeo', 'isomd5sum', 'xorriso'],
  ];
  const installer = [...boot, ...(isX86 ? ['biosdevname'] : []), ...include];
  return {
    iso: {},
    loraxTemplates,
    home: '/root',
    packages: {
      build: { name: 'build', architecture, include: [...new Set(build)] },
      installer: { name: 'anaconda-tree', architecture, include: installer },
      usesLorax: loraxPackage !== undefined,
    },
  };
}

function unknownDistribution(imageType: string, { os: { release } }: ContainerInfo): Fault {
  const { id, versionId, idLike = [] } = release;
  const name = [id, ...idLike].map((one) => `${one} ${versionId}`).join(', ');
  return new Fault('installer/distribution', `image type "${imageType}" knows no packages for ${name}`, {
    at: { document: 'container', path: ['os_info', 'os_release'] },
    hint: 'use the image type "bootc-installer", whose installer is a container and needs no packages',
  });
}

/** The volume identifier of the blueprint is not read, be it right or not. */
function installerFaults(customizations: Customizations, at: Location): readonly Fault[] {
  return checkInstaller(customizations, at).filter(({ code }) => code !== 'blueprint/volume-id');
}

/** Modules that the type and the blueprint enable, without those that the blueprint disables. */
function anacondaModules(imageType: InstallerIsoType, { installer }: Customizations): readonly string[] {
  const { enable = [], disable = [] } = installer?.modules ?? {};
  const enabled = new Set([...enable, ...imageType.anacondaModules]);
  for (const name of disable) enabled.delete(name);
  return [...enabled].sort();
}

function separateBuilder({ container, buildContainer }: BuildRequest, { name }: InstallerIsoType): readonly Fault[] {
  if (buildContainer === undefined || buildContainer.imgref === container.imgref) return [];
  return [
    new Fault('installer/build-container', `image type "${name}" is built in the installer's own container`, {
      at: { document: 'build_container' },
      hint: 'leave the build container out, and install what the build needs in the container',
    }),
  ];
}
