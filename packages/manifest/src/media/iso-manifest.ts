import { inlineData, type Manifest, type Pipeline, sources } from '@bootwright/osbuild';
import type { InstallerIsoPlan, LiveIsoPlan } from '@bootwright/plan';
import type { ResolveContainer, ResolvedContainer } from '../container-source.ts';
import { buildrootPipeline } from '../pipelines/buildroot-pipeline.ts';
import { anacondaTreePipeline } from './anaconda-tree.ts';
import { efiBootTreePipeline } from './efi-boot-tree.ts';
import type { InstallerContext, IsoContext } from './iso-context.ts';
import { isoPipeline, isoTreePipeline } from './iso-pipelines.ts';
import { kickstartText } from './kickstart.ts';
import { osTreePipeline } from './os-tree.ts';

/** The manifest of an ISO that boots its container. */
export function liveIsoManifest(plan: LiveIsoPlan, resolve: ResolveContainer): Manifest {
  const container = resolve(plan.build.target);
  const payload = plan.payload === undefined ? undefined : resolve(plan.payload);
  const containers = [container, ...(payload === undefined ? [] : [payload])] as const;
  return isoManifest(plan, { containers, rootTree: osTreePipeline(container, payload) });
}

/** The manifest of an ISO that installs its payload. */
export function installerIsoManifest(plan: InstallerIsoPlan, resolve: ResolveContainer): Manifest {
  const container = resolve(plan.build.target);
  const payload = resolve(plan.installer.payload);
  return isoManifest(plan, {
    containers: [container, payload],
    rootTree: anacondaTreePipeline(plan, container),
    installer: { plan: plan.installer, payload, kickstart: inlineData(kickstartText(plan.installer.kickstart)) },
  });
}

/** What differs between ISOs. */
interface IsoParts {
  /** Of the medium, and what it carries. */
  readonly containers: readonly [ResolvedContainer, ...ResolvedContainer[]];
  /** The pipeline whose tree becomes the root file system of the medium. */
  readonly rootTree: Pipeline;
  readonly installer?: InstallerContext;
}

function isoManifest(plan: LiveIsoPlan | InstallerIsoPlan, { containers, rootTree, installer }: IsoParts): Manifest {
  const { architecture, build, imageType, iso } = plan;
  const context: IsoContext = {
    iso,
    architecture,
    filename: imageType.filename,
    rootFile: imageType.rootFile,
    rootTree: rootTree.name,
    ...(installer === undefined ? {} : { installer }),
  };
  return {
    version: '2',
    pipelines: [
      buildrootPipeline({ name: 'build', buildroot: build.buildroot, container: containers[0], configured: false }),
      rootTree,
      efiBootTreePipeline(context),
      isoTreePipeline(context),
      isoPipeline(context),
    ],
    sources: sources({ containers, inline: installer === undefined ? [] : [installer.kickstart] }),
  };
}
