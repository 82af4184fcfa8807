export type { Allowed, BootPlan, Permission, Refused } from './boot-plan.ts';
export { bootloaders } from './boot-plan.ts';
export type { BuildPlan, Buildroot, ContainerReference } from './build-plan.ts';
export type { BuildOptions, BuildRequest, Subscription } from './build-request.ts';
export type { CustomizationPlan } from './customization-plan.ts';
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
  MountsEdit,
  MountUnitsEdit,
  RegistrationEdit,
  UsersEdit,
} from './deployment-edit.ts';
export type { DiskPlan } from './disk-plan.ts';
export type { ImagePlan, PlannedImage } from './image-plan.ts';
export { effectiveOptions, optionsWithoutEffect } from './option-support.ts';
export type { ParsedRequest, RequestDefaults } from './parse-build-request.ts';
export { parseBuildRequest } from './parse-build-request.ts';
export { parseSeed } from './parse-seed.ts';
export { planImage } from './plan-image.ts';
export type { Concern, PlanReason } from './plan-reasons.ts';
export { planReasons } from './plan-reasons.ts';
export type { Departure, DepartureName, Profile } from './profile.ts';
export { departures, profiles } from './profile.ts';
export { requestNumber } from './request-number.ts';
export { unsupportedHint } from './unsupported-hint.ts';
