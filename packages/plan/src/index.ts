export type { AddonChannel, Allowed, BootPlan, Channel, Permission, Refused, StateChannel } from './boot/boot-plan.ts';
export { bootcDeployment, sealingTwin } from './boot/boot-plan.ts';
export type { BuildPlan, Buildroot } from './build/build-plan.ts';
export type { CustomizationPlan } from './customizations/customization-plan.ts';
export { effectiveOptions, optionsWithoutEffect } from './customizations/option-support.ts';
export { unsupportedHint } from './customizations/unsupported-hint.ts';
export type { DiskPlan } from './disk/disk-plan.ts';
export type {
  DeploymentEdit,
  DirectoriesEdit,
  DirectoryEdit,
  FileEdit,
  FilesEdit,
  FirstBootService,
  GroupsEdit,
  GrubConsoleEdit,
  IgnitionEdit,
  LiveRootEdit,
  MountsEdit,
  MountUnitsEdit,
  RegistrationEdit,
  UsersEdit,
} from './edits/deployment-edit.ts';
export type {
  DiskImagePlan,
  ImagePlan,
  InstalledImagePlan,
  InstallerIsoPlan,
  LiveIsoPlan,
  NetworkBootPlan,
  PlannedImage,
} from './image-plan.ts';
export { planImage } from './plan-image.ts';
export { planOnDemand } from './plan-on-demand.ts';
export type { Concern, PlanReason } from './plan-reasons.ts';
export { planReasons } from './plan-reasons.ts';
export type { ChannelDecision } from './sealed/channel-decision.ts';
export type { AddonPlan, DeploymentState, SealedCustomizations } from './sealed/sealed-customizations.ts';
export type { SealedOffer } from './sealed/sealed-offers.ts';
export { sealedOffers } from './sealed/sealed-offers.ts';
