import type { BuildRequest } from '@bootwright/build-request';
import type { FilesystemType } from '@bootwright/disk';
import type { IsoArchitecture } from '@bootwright/image-types';

/** What an ISO is planned from. */
export interface MediaFacts {
  readonly request: BuildRequest;
  readonly architecture: IsoArchitecture;
  /** Of the container's root, and of a root that is installed. */
  readonly filesystem: FilesystemType;
}
