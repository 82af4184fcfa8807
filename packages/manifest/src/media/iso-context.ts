import type { InlineData } from '@bootwright/osbuild';
import type { InstallerPlan, IsoPlan } from '@bootwright/plan';
import type { ResolvedContainer } from '../container-source.ts';

/** What the pipelines of one ISO share. */
export interface IsoContext {
  readonly iso: IsoPlan;
  readonly architecture: string;
  /** Of the finished ISO. */
  readonly filename: string;
  /** The pipeline whose tree becomes the root file system of the medium. */
  readonly rootTree: string;
  /** Where that root file system is on the medium. */
  readonly rootFile: string;
  readonly installer?: InstallerContext;
}

/** What an installer installs, and how. */
export interface InstallerContext {
  readonly plan: InstallerPlan;
  readonly payload: ResolvedContainer;
  /** The text of the kickstart file. */
  readonly kickstart: InlineData;
}
