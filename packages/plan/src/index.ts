export type { Allowed, BootPlan, Channel, Permission, Refused } from './boot/boot-plan.ts';
export { bootcDeployment, sealingTwin } from './boot/boot-plan.ts';
export type { BuildPlan, Buildroot, ContainerReference } from './build/build-plan.ts';
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
export type { BootMenu, InstallerPlan, IsoPlan, KickstartPlan, PackagePlan, PackageSet } from './media/iso-plan.ts';
export { planImage } from './plan-image.ts';
export type { Concern, PlanReason } from './profile/plan-reasons.ts';
export { planReasons } from './profile/plan-reasons.ts';
export type { Profile, ProfileDifference, ProfileDifferenceName } from './profile/profile.ts';
export { profileDifferences, profiles } from './profile/profile.ts';
export type { BuildOptions, BuildRequest } from './request/build-request.ts';
export type { ParsedRequest, RequestDefaults } from './request/parse-build-request.ts';
export { parseBuildRequest, parseBuildRequestValue } from './request/parse-build-request.ts';
export { parseSeed } from './request/parse-seed.ts';
export { requestJsonSchema } from './request/request-json-schema.ts';
export { requestNumber } from './request/request-number.ts';
export type { BuildRequestInput, Subscription } from './request/request-schema.ts';
