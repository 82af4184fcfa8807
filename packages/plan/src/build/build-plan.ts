import { type BuildOptions, type ContainerReference, type PlanContext, referTo } from '@bootwright/build-request';
import type { ContainerInfo } from '@bootwright/container-facts';
import type { InstalledImageType } from '@bootwright/image-types';

/** A tree of a container in which stages run. */
export interface Buildroot {
  readonly container: ContainerReference;
  /** Of osbuild, by which it prepares the tree to run programs. */
  readonly runner: string;
  /** The SELinux policy for its labels; absent: no labels. */
  readonly selinuxPolicy?: string;
}

/** Where the image is built, and of what. */
export interface BuildPlan {
  /** What the image boots. */
  readonly target: ContainerReference;
  readonly buildroot: Buildroot;
  /** Where another container builds: the target's own tree, whose configuration of bootc and ostree is copied over. */
  readonly targetTree?: Buildroot;
}

/** What a buildroot without a policy of its own is labelled by, in the reference. */
const assumedPolicy = 'targeted';

/** The runner that fits every system. */
const anyLinux = 'org.osbuild.linux';

/** An ISO is built in the tree of its own container, which the reference labels by the policy "targeted" always. */
export function isoBuildPlan(
  container: ContainerInfo,
  options: BuildOptions,
  runner: string,
  context: PlanContext,
): BuildPlan {
  const target = referTo(container.imgref, options);
  const { selinuxPolicy = '' } = container.os;
  const at = { document: 'container', path: ['os_info', 'selinux_policy'] };
  const isOther = selinuxPolicy !== '' && selinuxPolicy !== assumedPolicy;
  const policy = isOther && context.fixes('media-build-policy', at) ? selinuxPolicy : assumedPolicy;
  return { target, buildroot: { container: target, runner, selinuxPolicy: policy } };
}

/** What a build is planned from. */
export interface BuildFacts {
  readonly container: ContainerInfo;
  readonly builder: ContainerInfo | undefined;
  readonly options: BuildOptions;
  readonly imageType: InstalledImageType;
}

/** The container builds itself, or a build container of another name does. */
export function buildPlan({ container, builder, options, imageType }: BuildFacts, context: PlanContext): BuildPlan {
  const refer = ({ imgref }: ContainerInfo): ContainerReference => referTo(imgref, options);
  const target = refer(container);
  const separate = builder !== undefined && builder.imgref !== container.imgref ? builder : undefined;

  const labelled = (reference: ContainerReference, ...policies: (string | undefined)[]): Buildroot => {
    const policy = policies.find((name) => name !== undefined && name !== '');
    const buildroot = { container: reference, runner: anyLinux };
    if (policy !== undefined) return { ...buildroot, selinuxPolicy: policy };
    const at = { document: 'container', path: ['os_info', 'selinux_policy'] };
    return context.fixes('build-relabel', at) ? buildroot : { ...buildroot, selinuxPolicy: assumedPolicy };
  };

  const own = container.os.selinuxPolicy;
  if (separate === undefined) return { target, buildroot: labelled(target, builder?.os.selinuxPolicy, own) };
  const buildroot = labelled(refer(separate), separate.os.selinuxPolicy, own);
  // For network boot the reference labels both trees by the policy of the one that builds.
  const shared = imageType.kind === 'network-boot' ? separate.os.selinuxPolicy : undefined;
  return { target, buildroot, targetTree: labelled(target, shared, own) };
}
