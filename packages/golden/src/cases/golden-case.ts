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
  /** With what its addon is signed; absent for an unsigned one. */
  readonly signing?: CaseSigning;
  /** The case that differs from this one in the container alone, which there is not sealed. */
  readonly twin?: string;
}

/**
 * A key of its own for cases, which no machine trusts. It is part of the case and not the name of a file, so that a case
 * from elsewhere reads nothing of this host.
 */
export interface CaseSigning {
  /** A private key of RSA in PEM. */
  readonly key: string;
  /** Its certificate in PEM. */
  readonly certificate: string;
}
