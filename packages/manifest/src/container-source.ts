import type { ContainerReference } from '@bootwright/build-request';
import { containersInput, type SourceContainer } from '@bootwright/osbuild';
import type { ImagePlan } from '@bootwright/plan';

/** A container reference, and what it stands for. */
export interface ResolvedContainer extends SourceContainer {
  /** The name that the container has inside the build. */
  readonly localName: string;
}

/** The container as an input of a stage. */
export function imageInput({ imageId, localName, localStorage }: ResolvedContainer) {
  return containersInput([{ imageId, name: localName }], localStorage);
}

/** Gives the container that a reference stands for; faults are its own. */
export type ResolveContainer = (reference: ContainerReference) => ResolvedContainer;

/** The containers that a plan needs resolved, each once, in the order of the manifest's pipelines. */
export function containerReferences(plan: ImagePlan): readonly ContainerReference[] {
  const { target, buildroot, targetTree } = plan.build;
  const all = [
    ...(targetTree === undefined ? [] : [targetTree.container]),
    buildroot.container,
    target,
    ...payloads(plan),
  ];
  return all.filter((one, index) => all.findIndex((other) => other.name === one.name) === index);
}

/** The containers that a medium carries. */
function payloads(plan: ImagePlan): readonly ContainerReference[] {
  switch (plan.kind) {
    case 'installer-iso':
      return [plan.installer.payload];
    case 'live-iso':
      return plan.payload === undefined ? [] : [plan.payload];
    default:
      return [];
  }
}
