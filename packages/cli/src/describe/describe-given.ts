import type { Profile } from '@bootwright/build-request';
import type { FilesystemType } from '@bootwright/disk';
import type { SourceGiven } from '../container/source-options.ts';

/** Values of the options of `describe`. */
export interface DescribeGiven extends SourceGiven {
  readonly bootcDefaultFs?: FilesystemType;
  readonly profile?: Profile;
}
