import { defined, Fault } from '@bootwright/core';
import type { PackagePlan } from '@bootwright/media-plan';
import {
  inlineData,
  type LibrepoSource,
  librepoSource,
  type Manifest,
  type Pipeline,
  packageVersion,
  type ResolvedPackage,
  type ResolvedPackages,
  sources,
} from '@bootwright/osbuild';
import type { InstallerIsoPlan, LiveIsoPlan } from '@bootwright/plan';
import type { ResolveContainer, ResolvedContainer } from '../container-source.ts';
import { buildrootPipeline, deployedContainer } from '../pipelines/buildroot-pipeline.ts';
import { anacondaTreePipeline } from './anaconda-tree.ts';
import type { Depsolve } from './depsolve.ts';
import { efiBootTreePipeline } from './efi-boot-tree.ts';
import {
  containerKernel,
  type InstallerContext,
  type IsoContext,
  type KernelFiles,
  packagedKernel,
} from './iso-context.ts';
import { isoPipeline, isoTreePipeline } from './iso-pipelines.ts';
import { kickstartText } from './kickstart.ts';
import { osTreePipeline } from './os-tree.ts';
import { installedPackages, packageBuildroot } from './package-trees.ts';

/** The manifest of an ISO that boots its container. */
export function liveIsoManifest(plan: LiveIsoPlan, resolve: ResolveContainer): Manifest {
  const container = resolve(plan.build.target);
  const payload = plan.payload === undefined ? undefined : resolve(plan.payload);
  return isoManifest(plan, {
    containers: [container, ...(payload === undefined ? [] : [payload])],
    build: containerBuildroot(plan, container),
    rootTree: osTreePipeline(container, payload),
    kernelFiles: containerKernel(plan.iso.kernelVersion ?? ''),
  });
}

/** The manifest of an ISO that installs its payload. Faults: those of `resolve` and `depsolve`, `source/kernel`. */
export function installerIsoManifest(plan: InstallerIsoPlan, resolve: ResolveContainer, depsolve: Depsolve): Manifest {
  const payload = resolve(plan.installer.payload);
  const kickstart = inlineData(kickstartText(plan.installer.kickstart));
  const installer = { plan: plan.installer, payload, kickstart };
  const { packages } = plan.installer;
  if (packages !== undefined) {
    return isoManifest(plan, { ...packageParts(plan, packages, depsolve), containers: [payload], installer });
  }
  const container = resolve(plan.build.target);
  const kernelVersion = plan.iso.kernelVersion ?? '';
  const kernelFiles = containerKernel(kernelVersion);
  const system = { content: deployedContainer(container), kernelVersion, initramfs: kernelFiles.initramfs };
  return isoManifest(plan, {
    containers: [container, payload],
    build: containerBuildroot(plan, container),
    rootTree: anacondaTreePipeline(plan, system),
    kernelFiles,
    installer,
  });
}

function containerBuildroot({ build }: LiveIsoPlan | InstallerIsoPlan, container: ResolvedContainer): Pipeline {
  return buildrootPipeline({ name: 'build', buildroot: build.buildroot, container, configured: false });
}

/** An installer of packages, in a buildroot of packages. */
function packageParts(plan: InstallerIsoPlan, packages: PackagePlan, depsolve: Depsolve) {
  const build = depsolve(packages.build);
  const installer = depsolve(packages.installer);
  const kernelVersion = packageVersion(kernelOf(installer));
  const content = installedPackages(installer, { exclude: { docs: true } });
  return {
    build: packageBuildroot(build, plan.build.buildroot.runner),
    rootTree: anacondaTreePipeline(plan, { content, kernelVersion }),
    kernelFiles: packagedKernel(kernelVersion),
    librepo: librepoSource([build, installer]),
  };
}

function kernelOf({ packages }: ResolvedPackages): ResolvedPackage {
  const found = packages.find(({ name }) => name === 'kernel');
  if (found !== undefined) return found;
  throw new Fault('source/kernel', 'the packages of the installer do not include a kernel', {
    hint: 'enable a repository that has the package "kernel", or use the image type "bootc-installer"',
  });
}

/** What differs between ISOs. */
interface IsoParts {
  readonly containers: readonly ResolvedContainer[];
  readonly build: Pipeline;
  /** The pipeline whose tree becomes the root file system of the medium. */
  readonly rootTree: Pipeline;
  readonly kernelFiles: KernelFiles;
  readonly installer?: InstallerContext;
  readonly librepo?: LibrepoSource;
}

function isoManifest(plan: LiveIsoPlan | InstallerIsoPlan, parts: IsoParts): Manifest {
  const { containers, build, rootTree, kernelFiles, installer, librepo } = parts;
  const { architecture, imageType, iso } = plan;
  const context: IsoContext = {
    iso,
    architecture,
    filename: imageType.filename,
    rootFile: imageType.rootFile,
    rootTree: rootTree.name,
    kernelFiles,
    ...defined({ installer }),
  };
  return {
    version: '2',
    pipelines: [build, rootTree, efiBootTreePipeline(context), isoTreePipeline(context), isoPipeline(context)],
    sources: sources({
      containers,
      inline: installer === undefined ? [] : [installer.kickstart],
      ...defined({ librepo }),
    }),
  };
}
