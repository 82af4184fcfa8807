export type {
  BootMenu,
  InstallerIso,
  InstallerPlan,
  IsoPlan,
  KickstartPlan,
  LiveIso,
  PackagePlan,
  PackageSet,
} from './iso-plan.ts';
export { isoRequirements } from './iso-requirements.ts';
export { bootedContainer, installedCustomizations, mediaFaults, networkBootKernel } from './network-boot.ts';
export { noteRequestOptions } from './note-request-options.ts';
export { planIso } from './plan-iso.ts';
export { rejectSealed } from './sealed-container.ts';
