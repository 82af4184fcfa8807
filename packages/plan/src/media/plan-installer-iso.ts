import { type Customizations, checkGroups, checkInstaller } from '@bootwright/blueprint';
import { Fault, inside, type Location, throwFaults } from '@bootwright/core';
import { type InstallerIsoType, isoLabel, loraxTemplates } from '@bootwright/image-types';
import { isoBuildPlan, referTo } from '../build/build-plan.ts';
import type { InstallerIsoPlan } from '../image-plan.ts';
import type { PlanContext } from '../profile/plan-context.ts';
import type { BuildRequest } from '../request/build-request.ts';
import { commonIsoPlan } from './common-iso-plan.ts';
import { kickstartFaults, kickstartPath, kickstartPlan } from './kickstart-plan.ts';
import type { MediaFacts } from './media-facts.ts';

/** An ISO that installs a container with Anaconda. Faults: `installer/…`, `blueprint/…`. */
export function planInstallerIso(
  imageType: InstallerIsoType,
  facts: MediaFacts,
  context: PlanContext,
): InstallerIsoPlan {
  const { request, architecture, runner, kernelVersion, boot, filesystem } = facts;
  const { container, options, profile, blueprint } = request;
  const { customizations = {} } = blueprint;
  const at = inside(request.blueprintAt, 'customizations');
  const { installerPayload = '' } = options;
  throwFaults([
    ...(installerPayload === '' ? [noPayload(imageType)] : []),
    ...separateBuilder(request, imageType),
    ...checkGroups(customizations, at),
    ...installerFaults(customizations, at),
    ...kickstartFaults(customizations, at),
  ]);

  const { release } = container.os;
  const label = isoLabel(release, architecture);
  const append = customizations.kernel?.append ?? '';
  return {
    kind: 'installer-iso',
    profile,
    imageType,
    architecture,
    boot,
    build: isoBuildPlan(container, options, runner),
    iso: {
      ...commonIsoPlan(request, architecture),
      label,
      release: '',
      biosBoot: architecture === 'x86_64',
      kernelVersion,
      kernelArguments: [
        `inst.stage2=hd:LABEL=${label}`,
        `inst.ks=hd:LABEL=${label}:${kickstartPath}`,
        ...imageType.kernelArguments,
        ...(customizations.fips === true ? ['fips=1'] : []),
        ...(append === '' ? [] : [append]),
      ],
      menu: { entries: [], hasChecks: true },
    },
    installer: {
      payload: referTo(installerPayload, options),
      anacondaModules: anacondaModules(imageType, customizations),
      loraxTemplates: loraxTemplates(release),
      biosDeviceNames: architecture === 'x86_64',
      kickstart: kickstartPlan({ customizations, at, filesystem, seed: request.seed }, context),
    },
  };
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

function noPayload({ name }: InstallerIsoType): Fault {
  return new Fault('installer/payload', `image type "${name}" needs the container that it installs`, {
    at: { document: 'request', path: ['options', 'bootc', 'installer_payload_ref'] },
    hint: 'name it: --installer-payload-ref REF, or options.bootc.installer_payload_ref in a request',
  });
}

function separateBuilder({ container, buildContainer }: BuildRequest, { name }: InstallerIsoType): readonly Fault[] {
  if (buildContainer === undefined || buildContainer.imgref === container.imgref) return [];
  const at: Location = { document: 'build_container' };
  return [
    new Fault('installer/build-container', `image type "${name}" is built in the installer's own container`, {
      at,
      hint: 'leave the build container out, and install what the build needs in the container',
    }),
  ];
}
