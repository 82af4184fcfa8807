import type { Profile } from '@bootwright/build-request';
import type { Location } from '@bootwright/core';

/** One request for one manifest, which has a golden of its own. */
export interface GoldenCase {
  /** The path of its golden without the ending, such as `matrix/layouts/lvm/x86_64-ext4/sealed-reference/qcow2`. */
  readonly name: string;
  /** A request as `parseBuildRequest` takes it, not yet parsed. */
  readonly request: unknown;
  readonly profile: Profile;
  /** Where the request stands. */
  readonly at: Location;
  /** The case that differs from this one in the container alone, which there is not sealed. */
  readonly twin?: string;
}
