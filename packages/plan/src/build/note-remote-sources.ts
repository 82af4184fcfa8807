import type { ContainerReference, PlanContext } from '@bootwright/build-request';
import { registryOf } from '@bootwright/container-facts';
import type { BuildPlan } from './build-plan.ts';

/** Adds a notice for each container that osbuild fetches from a registry under a name that leads to another one, or none. */
export function noteRemoteSources({ target, buildroot }: BuildPlan, context: PlanContext): void {
  const fetched = new Map([target, buildroot.container].map((reference) => [reference.source, reference]));
  for (const reference of fetched.values()) if (!reference.local) noteSource(reference, context);
}

function noteSource({ source }: ContainerReference, context: PlanContext): void {
  const at = { document: 'container', path: ['imgref'] };
  const registry = registryOf(source);
  if (registry === 'localhost') {
    context.note({
      code: 'container/local-name',
      message: `${source} is how podman calls an image of local storage, and osbuild fetches it from a registry at localhost`,
      at,
      hint: 'push the image to a registry and use its name there, or leave out --bootc-remote',
    });
  }
  if (registry === undefined) {
    context.note({
      code: 'container/short-name',
      message: `${source} names no registry, and osbuild fetches it from docker.io`,
      at,
      hint: 'write the name with its registry, such as registry.example.com/NAME',
    });
  }
}
