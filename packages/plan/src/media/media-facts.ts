import type { FilesystemType } from '@bootwright/disk';
import type { IsoArchitecture } from '@bootwright/image-types';
import type { BootPlan } from '../boot/boot-plan.ts';
import type { BuildRequest } from '../request/build-request.ts';

/** What an ISO is planned from. */
export interface MediaFacts {
  readonly request: BuildRequest;
  readonly architecture: IsoArchitecture;
  /** Of the container's root, and of a root that is installed. */
  readonly filesystem: FilesystemType;
  /** Of osbuild, in the buildroot. */
  readonly runner: string;
  readonly boot: BootPlan;
}
