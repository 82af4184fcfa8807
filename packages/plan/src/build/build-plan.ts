import type { ContainerInfo } from '@bootwright/container-facts';
import type { PlanContext } from '../profile/plan-context.ts';
import type { BuildOptions } from '../request/build-request.ts';

/** A container that osbuild takes in. */
export interface ContainerReference {
  /** Under which it is known. */
  readonly name: string;
  /** From where it comes. */
  readonly source: string;
  /** Whether it lies in local storage; otherwise it is fetched from its registry. */
  readonly local: boolean;
}

/** A tree made of a container, in which stages run. */
export interface Buildroot {
  readonly container: ContainerReference;
  /** The policy by which its files are labelled; absent: they are not. */
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

/** The container builds itself, or a build container of another name does. */
export function buildPlan(
  container: ContainerInfo,
  builder: ContainerInfo | undefined,
  options: BuildOptions,
  context: PlanContext,
): BuildPlan {
  const refer = ({ imgref }: ContainerInfo): ContainerReference => ({
    name: imgref,
    source: imgref,
    local: !options.remoteSource,
  });
  const target = refer(container);
  const separate = builder !== undefined && builder.imgref !== container.imgref ? builder : undefined;

  const labelled = (reference: ContainerReference, ...policies: (string | undefined)[]): Buildroot => {
    const policy = policies.find((name) => name !== undefined && name !== '');
    if (policy !== undefined) return { container: reference, selinuxPolicy: policy };
    const at = { document: 'container', path: ['os_info', 'selinux_policy'] };
    return context.fixes('build-relabel', at)
      ? { container: reference }
      : { container: reference, selinuxPolicy: assumedPolicy };
  };

  const own = container.os.selinuxPolicy;
  if (separate === undefined) return { target, buildroot: labelled(target, builder?.os.selinuxPolicy, own) };
  return {
    target,
    buildroot: labelled(refer(separate), separate.os.selinuxPolicy, own),
    targetTree: labelled(target, own),
  };
}
